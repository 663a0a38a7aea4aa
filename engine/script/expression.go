package script

import (
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
)

// MaxSource is how many bytes an expression may have.
const MaxSource = 64 << 10

// Expression is a compiled expression. It may be used by any number of goroutines.
type Expression struct {
	source  string
	needs   needs
	tree    *ast.Program
	program *goja.Program // nil until it is evaluated, for some
}

// String returns the expression as it was written.
func (e *Expression) String() string { return e.source }

// Compile reads one JavaScript expression; anything else is a *SyntaxError.
//
// Every expression is accepted and no statement is (PATCH-41, PATCH-42): an object
// literal needs no parentheses, a; b is refused. Semicolons at the very end mean
// nothing and are let through, because many write them.
func Compile(source string) (*Expression, error) {
	if err := simple(source); err != nil {
		return nil, err
	}
	bare := strings.TrimRight(source, "; \t\r\n")
	if bare == "" {
		return nil, &SyntaxError{1, 1, "an expression is missing"}
	}
	tree, err := parsed(bare)
	if err != nil {
		return nil, err
	}
	e := &Expression{source: source, tree: tree, needs: needsOf(source)}
	if !bigint.MatchString(bare) {
		if e.program, err = goja.CompileAST(tree, false); err != nil {
			return nil, located(err, bare)
		}
	}
	return e, nil
}

// bigint finds what may be a BigInt. Compiling calculates constants, and
// 2n**(2n**40n) takes forever: such a text is compiled where it is evaluated.
var bigint = regexp.MustCompile(`[0-9a-fA-F_]n`)

func (e *Expression) compiled() (*goja.Program, error) {
	if e.program != nil {
		return e.program, nil
	}
	program, err := goja.CompileAST(e.tree, false)
	if err != nil {
		return nil, located(err, e.source)
	}
	return program, nil
}

// parsed reads an expression as a statement of its own, in parentheses.
//
// What closes them and opens others, as a) + (b, is no expression although it
// parses so; it cannot parse in brackets as well. Of two errors the earlier one is
// right: the other is about the parentheses or brackets.
func parsed(source string) (*ast.Program, error) {
	tree, err := parse("(", source, ")")
	other, otherErr := parse("[", source, "]")
	switch {
	case err == nil && otherErr == nil && single(tree) && single(other):
		return tree, nil
	case err == nil && otherErr == nil:
		return nil, &SyntaxError{1, 1, "more than one expression"}
	case err == nil:
		return nil, located(otherErr, source)
	case otherErr == nil:
		return nil, located(err, source)
	}
	first, second := located(err, source), located(otherErr, source)
	if second.Line < first.Line || second.Line == first.Line && second.Column < first.Column {
		first = second
	}
	return nil, first
}

func parse(before, source, after string) (*ast.Program, error) {
	// The line break ends a comment.
	return parser.ParseFile(nil, "", before+source+"\n"+after, 0, parser.WithDisableSourceMaps)
}

func single(tree *ast.Program) bool {
	if len(tree.Body) != 1 {
		return false
	}
	_, is := tree.Body[0].(*ast.ExpressionStatement)
	return is
}

// located makes a *SyntaxError of what the parser or the compiler says about "("
// + source.
func located(err error, source string) *SyntaxError {
	var list parser.ErrorList
	var one *goja.CompilerSyntaxError
	at, message := file.Position{Line: 1, Column: 1}, err.Error()
	switch {
	case errors.As(err, &list) && len(list) > 0:
		at, message = list[0].Position, list[0].Message
	case errors.As(err, &one):
		message = one.Message
		if one.File != nil {
			at = one.File.Position(one.Offset)
		}
	}
	lines := strings.Split(source, "\n")
	if at.Line > len(lines) {
		last := strings.TrimRight(lines[len(lines)-1], "\r")
		return &SyntaxError{len(lines), utf8.RuneCountInString(last) + 1, "Unexpected end of input"}
	}
	if at.Line == 1 {
		at.Column-- // the parenthesis
	}
	line := lines[at.Line-1] // the parser counts bytes
	before := line[:min(max(at.Column-1, 0), len(line))]
	return &SyntaxError{at.Line, utf8.RuneCountInString(before) + 1, strings.TrimPrefix(message, "SyntaxError: ")}
}
