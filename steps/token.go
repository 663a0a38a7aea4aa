package steps

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
)

// tokenCell begins a cell that says what a service account token is good for:
// "(token of default:builder in pod web for vault, 3600 s)". Its value is nobody's to know.
const tokenCell = "(token of "

// isToken reports whether a value is the token a cell speaks of.
func isToken(cell string, got any) bool {
	value, _ := got.(string)
	return tokenIn(value) == cell
}

// tokenIn is what the token in a value says of itself, as it is or as a secret has
// it; "" of what is no token.
func tokenIn(value string) string {
	if said := tokenText(value); said != "" {
		return said
	}
	plain, err := base64.StdEncoding.DecodeString(value)
	if err != nil {
		return ""
	}
	return tokenText(string(plain))
}

// tokenText is what a JSON web token says of itself, in the words of a cell.
func tokenText(token string) string {
	var claims struct {
		Subject    string   `json:"sub"`
		Audiences  []string `json:"aud"`
		From       int64    `json:"iat"`
		Until      int64    `json:"exp"`
		Kubernetes struct {
			Pod struct{ Name string }
		} `json:"kubernetes.io"`
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return ""
	}
	raw, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil || json.Unmarshal(raw, &claims) != nil {
		return ""
	}
	return fmt.Sprintf("%s%s in pod %s for %s, %d s)", tokenCell, strings.TrimPrefix(claims.Subject, "system:serviceaccount:"),
		claims.Kubernetes.Pod.Name, strings.Join(claims.Audiences, " "), claims.Until-claims.From)
}
