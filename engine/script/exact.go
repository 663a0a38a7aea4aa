package script

import "math"

// exactly is the largest integer up to which JavaScript's numbers are exact.
const exactly = 1 << 53

// exact puts integers that JavaScript cannot hold back where the result has them
// in the place where the value had them, and refuses all others: what only passes
// by is not changed, and nothing is changed without a word.
func exact(result, value any) (any, error) {
	switch r := result.(type) {
	case map[string]any:
		before, _ := value.(map[string]any)
		for key := range r {
			field, err := exact(r[key], before[key])
			if err != nil {
				return nil, inMap(err, key)
			}
			r[key] = field
		}
	case []any:
		before, _ := value.([]any)
		for i := range r {
			var was any
			if i < len(before) {
				was = before[i]
			}
			item, err := exact(r[i], was)
			if err != nil {
				return nil, inList(err, i)
			}
			r[i] = item
		}
	case int64:
		return large(r, float64(r), value)
	case float64:
		return large(r, r, value)
	}
	return result, nil
}

func large(result any, number float64, value any) (any, error) {
	if math.Abs(number) < exactly {
		return result, nil
	}
	switch was := value.(type) {
	case int64:
		if float64(was) == number {
			return was, nil
		}
	case float64:
		if was == number {
			return was, nil
		}
	}
	return nil, is("a number beyond 2^53, which JavaScript does not hold exactly")
}
