package kindconfigs

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCgroupVersionIsWhatDockerSays(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		info string
		want int
		err  string
	}{
		"version 1":               {info: `{"CgroupDriver":"cgroupfs","CgroupVersion":"1"}`, want: 1},
		"version 2":               {info: `{"CgroupVersion":"2"}`, want: 2},
		"a daemon that is not up": {info: `{"CgroupVersion":"","ServerErrors":["Cannot connect"]}`, err: "docker info: Cannot connect"},
		"a version to come":       {info: `{"CgroupVersion":"3"}`, err: `docker info: CgroupVersion is "3", where 1 or 2 is expected`},
		"no version":              {info: `{}`, err: `docker info: CgroupVersion is "", where 1 or 2 is expected`},
		"not an answer":           {info: `Usage:`, err: "reading docker info: invalid character 'U' looking for beginning of value"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := cgroupVersion([]byte(test.info))
			if test.err != "" {
				require.EqualError(t, err, test.err)
				return
			}
			require.NoError(t, err)
			require.Equal(t, test.want, got)
		})
	}
}

func TestTheBoundingSetDecidesAboutCapSysResource(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		status string
		want   bool
	}{
		"everything":               {status: "Name:\tx\nCapBnd:\t000001ffffffffff\nCapAmb:\t0\n", want: true},
		"all but CAP_SYS_RESOURCE": {status: "CapEff:\t000001ffffffffff\nCapBnd:\t000001fffeffffff\n", want: false},
		"nothing":                  {status: "CapBnd:\t0000000000000000\n", want: false},
		"no /proc":                 {status: "", want: true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, test.want, capSysResource(test.status))
		})
	}
}
