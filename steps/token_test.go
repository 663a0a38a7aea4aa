package steps

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestATokenIsComparedByWhatItIsGoodFor(t *testing.T) {
	t.Parallel()
	claims := `{"sub":"system:serviceaccount:default:builder","aud":["vault","api"],"iat":100,"exp":700,"kubernetes.io":{"pod":{"name":"web"}}}`
	token := "a." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".b"
	for name, row := range map[string]struct {
		cell, got string
		fits      bool
	}{
		"its account, pod, audiences and time": {"(token of default:builder in pod web for vault api, 600 s)", token, true},
		"another time":                         {"(token of default:builder in pod web for vault api, 601 s)", token, false},
		"as a secret has it":                   {"(token of default:builder in pod web for vault api, 600 s)", base64.StdEncoding.EncodeToString([]byte(token)), true},
		"no token":                             {"(token of default:builder in pod web for vault api, 600 s)", "hello", false},
		"three words":                          {"(token of default:builder in pod web for vault api, 600 s)", "a.?.b", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, row.fits, fits(row.cell, []any{row.got}, path{{key: "a"}}))
		})
	}
}
