package object

import (
	"slices"
	"strconv"
	"strings"
)

// Changed returns the paths at which two objects differ, in the project's path
// language and in order. Lists of different lengths are one path.
func Changed(before, after map[string]any) []string {
	var paths []string
	changed("", before, after, &paths)
	return paths
}

func changed(at string, before, after any, paths *[]string) {
	if Equal(before, after) {
		return
	}
	oldMap, oldIsMap := before.(map[string]any)
	nowMap, nowIsMap := after.(map[string]any)
	oldList, oldIsList := before.([]any)
	nowList, nowIsList := after.([]any)
	switch {
	case (oldIsMap || before == nil) && (nowIsMap || after == nil):
		keys := union(oldMap, nowMap)
		slices.Sort(keys)
		for _, key := range keys {
			changed(join(at, key), oldMap[key], nowMap[key], paths)
		}
	case oldIsList && nowIsList && len(oldList) == len(nowList):
		for i := range oldList {
			changed(at+"["+strconv.Itoa(i)+"]", oldList[i], nowList[i], paths)
		}
	default:
		*paths = append(*paths, at)
	}
}

func join(at, key string) string {
	switch {
	case strings.ContainsAny(key, `.[]"'\*`) || key == "":
		return at + "[" + strconv.Quote(key) + "]"
	case at == "":
		return key
	}
	return at + "." + key
}
