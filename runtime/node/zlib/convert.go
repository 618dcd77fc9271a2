package zlib

import "context"

// convert compresses or decompresses data in one go. It copies nothing of it.
func convert(ctx context.Context, data []byte, o options) ([]byte, error) {
	if o.compresses() {
		return compress(ctx, data, o)
	}
	c := &collector{ctx: ctx, most: o.maxOutput}
	if err := c.decode(data, o); err != nil {
		return nil, err
	}
	if c.total == len(c.kept) {
		return c.kept, nil
	}
	c = &collector{ctx: ctx, most: c.total, kept: make([]byte, 0, c.total), exact: true}
	if err := c.decode(data, o); err != nil {
		return nil, err
	}
	return c.kept, nil
}

// maxKept is how much a collector keeps before it only counts: a bomb must not fill the
// memory before it is found to be one, and a large output is read a second time into a
// buffer of its size.
const maxKept = 8 << 20

type collector struct {
	ctx   context.Context
	most  int
	kept  []byte
	exact bool
	total int
}

func (c *collector) decode(data []byte, o options) error {
	o.chunk = slice
	d := &decoder{in: &source{pending: data, ended: true}, options: o, emit: c.add}
	return d.run()
}

func (c *collector) add(piece []byte) error {
	if c.ctx.Err() != nil {
		return context.Cause(c.ctx)
	}
	c.total += len(piece)
	switch {
	case c.total > c.most:
		return errTooLarge
	case c.exact || c.total <= maxKept:
		c.kept = append(c.kept, piece...)
	default:
		c.kept = nil
	}
	return nil
}
