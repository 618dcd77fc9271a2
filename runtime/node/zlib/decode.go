package zlib

import (
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"

	"github.com/andybalholm/brotli"
)

// decoder decompresses in and hands the pieces, which it uses again, to emit.
type decoder struct {
	in      *source
	options options
	emit    func([]byte) error
	buffer  []byte
}

// run decodes to the end of the stream; what follows it in the input is ignored, as in
// Node. A lenient decoder takes an input that ends too early.
func (d *decoder) run() error {
	d.buffer = make([]byte, d.options.chunk)
	err := d.decode()
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		if d.options.lenient {
			return nil
		}
		return errUnexpected
	}
	return err
}

func (d *decoder) decode() error {
	switch d.options.mode {
	case "gunzip":
		return d.gunzip()
	case "inflate":
		return d.inflate()
	case "inflateraw":
		return d.deflated(flate.NewReaderDict(d.in, d.options.dictionary))
	case "unzip":
		return d.unzip()
	case "brotlidecompress":
		return d.unbrotli()
	}
	return errors.New("unknown mode " + d.options.mode)
}

func (d *decoder) drain(r io.Reader) error {
	for {
		n, err := r.Read(d.buffer)
		if n > 0 {
			if err := d.emit(d.buffer[:n]); err != nil {
				return err
			}
		}
		if err != nil {
			if err == io.EOF {
				return nil
			}
			return err
		}
	}
}

// deflated drains r, which is about to read the first block from in, and says more of
// what is wrong with that block than flate does.
func (d *decoder) deflated(r io.Reader) error {
	first, err := d.in.peek(1)
	if err != nil {
		return err
	}
	kind := -1
	if len(first) == 1 {
		kind = int(first[0] >> 1 & 3)
	}
	err = d.drain(r)
	var corrupt flate.CorruptInputError
	if errors.As(err, &corrupt) && corrupt <= headBytes {
		switch kind {
		case 0:
			return dataError("invalid stored block lengths")
		case 3:
			return dataError("invalid block type")
		}
	}
	return err
}

// headBytes is the longest head of a stored block.
const headBytes = 5

// gunzip reads members until the input ends or a zero byte follows one.
func (d *decoder) gunzip() error {
	for {
		if err := checkGzip(d.in); err != nil {
			return err
		}
		r, err := gzip.NewReader(d.in)
		if err != nil {
			return err
		}
		r.Multistream(false)
		if err := d.deflated(r); err != nil {
			return err
		}
		next, err := d.in.peek(1)
		if err != nil || len(next) == 0 || next[0] == 0 {
			return err
		}
	}
}

// checkGzip finds in a header what the library does not tell apart.
func checkGzip(in *source) error {
	if h, err := in.peek(2); err != nil || len(h) == 2 && (h[0] != 0x1f || h[1] != 0x8b) {
		return firstOf(err, dataError("incorrect header check"))
	}
	h, err := in.peek(4)
	switch {
	case err != nil || len(h) < 4:
		return err
	case h[2] != 8:
		return dataError("unknown compression method")
	case h[3]&0xe0 != 0:
		return dataError("unknown header flags set")
	}
	return nil
}

func firstOf(err error, otherwise *fault) error {
	if err != nil {
		return err
	}
	return otherwise
}

func (d *decoder) inflate() error {
	h, err := d.in.peek(2)
	switch {
	case err != nil:
		return err
	case len(h) < 2:
		return io.ErrUnexpectedEOF
	case (int(h[0])<<8|int(h[1]))%31 != 0:
		return dataError("incorrect header check")
	case h[0]&15 != 8:
		return dataError("unknown compression method")
	case h[0]>>4 > 7:
		return dataError("invalid window size")
	case h[1]&0x20 != 0 && d.options.dictionary == nil:
		return &fault{"Missing dictionary", "Z_NEED_DICT", 2}
	}
	r, err := zlib.NewReaderDict(d.in, d.options.dictionary)
	if err != nil {
		return err
	}
	return d.deflated(r)
}

// unzip takes what gunzip or inflate would.
func (d *decoder) unzip() error {
	h, err := d.in.peek(1)
	if err != nil {
		return err
	}
	if len(h) == 1 && h[0] == 0x1f {
		return d.gunzip()
	}
	return d.inflate()
}

func (d *decoder) unbrotli() error {
	err := d.drain(brotli.NewReader(d.in))
	if err != nil && err.Error() == "brotli: excessive input" { // what follows the end
		return nil
	}
	return err
}
