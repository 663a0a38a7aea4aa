package controlplane

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// etcdTimeout bounds one request to a store on the same machine.
const etcdTimeout = 30 * time.Second

// maxOps is how many keys one transaction may touch; etcd is told so.
const maxOps = 4096

// etcd is the store of both API servers, spoken to through its JSON gateway,
// which writes keys and values in base64, as encoding/json does with bytes.
type etcd struct {
	url  string
	http *http.Client
}

func newStore(url string) *etcd {
	return &etcd{url: url, http: &http.Client{Timeout: etcdTimeout}}
}

// record is what etcd says of one key.
type record struct {
	Key      []byte `json:"key"`
	Value    []byte `json:"value,omitempty"`
	Revision int64  `json:"mod_revision,string,omitempty"`
}

// keyspace is everything a store holds, by key.
type keyspace map[string]record

// read returns all keys, with or without what they hold.
func (e *etcd) read(ctx context.Context, what content) (keyspace, error) {
	everything := []byte{0}
	request := map[string]any{"key": everything, "range_end": everything, "keys_only": what == keysOnly}
	var answer struct {
		Records []record `json:"kvs"`
	}
	if err := e.call(ctx, "range", request, &answer); err != nil {
		return nil, err
	}
	all := make(keyspace, len(answer.Records))
	for _, r := range answer.Records {
		all[string(r.Key)] = r
	}
	return all, nil
}

type content int

const (
	keysOnly content = iota
	keysAndValues
)

// change is one key to be put, or deleted when it has no value.
type change struct {
	key    string
	value  []byte
	delete bool
}

// write makes the changes in one transaction and returns its revision.
func (e *etcd) write(ctx context.Context, changes []change) (int64, error) {
	operations := make([]map[string]record, 0, len(changes))
	for _, c := range changes {
		if c.delete {
			operations = append(operations, map[string]record{"request_delete_range": {Key: []byte(c.key)}})
		} else {
			operations = append(operations, map[string]record{"request_put": {Key: []byte(c.key), Value: c.value}})
		}
	}
	var answer struct {
		Header struct {
			Revision int64 `json:"revision,string"`
		} `json:"header"`
	}
	err := e.call(ctx, "txn", map[string]any{"success": operations}, &answer)
	return answer.Header.Revision, err
}

func (e *etcd) call(ctx context.Context, method string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, e.url+"/v3/kv/"+method, bytes.NewReader(body))
	if err != nil {
		return err
	}
	response, err := e.http.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	if response.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(io.LimitReader(response.Body, 1000))
		return fmt.Errorf("etcd %s: %s: %s", method, response.Status, text)
	}
	return json.NewDecoder(response.Body).Decode(out)
}
