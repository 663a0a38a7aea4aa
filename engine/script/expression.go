package script

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

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
	if len(source) > MaxSource {
		return nil, &SyntaxError{1, 1, fmt.Sprintf("an expression of %d bytes is too long, %d are the limit", len(source), MaxSource)}
	}
	bare := strings.TrimRight(source, "; \t\r\n")
	if bare == "" {
		return nil, &SyntaxError{1, 1, "an expression is missing"}
	}
	tree, err := parse("(", bare, ")")
	if err != nil {
		return nil, located(err, bare)
	}
	if !single(tree) {
		return nil, &SyntaxError{1, 1, "more than one expression"}
	}
	// What closes the parenthesis around it and opens another one, as a) + (b, is
	// no expression although it parses in parentheses; it cannot parse in
	// brackets as well.
	if other, err := parse("[", bare, "]"); err != nil || !single(other) {
		return nil, &SyntaxError{1, 1, "the parentheses are not balanced"}
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

// located makes a *SyntaxError of what the parser or the compiler says about
// "(" + source.
func located(err error, source string) error {
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
	message = strings.TrimPrefix(message, "SyntaxError: ")
	line, column := within(at.Line, at.Column)
	if lines := strings.Split(source, "\n"); line > len(lines) {
		last := strings.TrimRight(lines[len(lines)-1], "\r")
		line, column, message = len(lines), len([]rune(last))+1, "Unexpected end of input"
	}
	return &SyntaxError{Line: line, Column: column, Message: message}
}

// within turns a place in "(" + source into one in the source.
func within(line, column int) (int, int) {
	if line == 1 && column > 1 {
		column--
	}
	return line, column
}
