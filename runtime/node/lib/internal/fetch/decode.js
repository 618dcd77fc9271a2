'use strict';
// Bodies that arrive compressed: https://fetch.spec.whatwg.org/#handle-content-codings
const zlib = require('zlib');

const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = zlib.constants;
const lenient = { flush: Z_SYNC_FLUSH, finishFlush: Z_SYNC_FLUSH };
const makers = {
  gzip: () => zlib.createGunzip(lenient),
  'x-gzip': () => zlib.createGunzip(lenient),
  deflate: () => zlib.createInflate(lenient),
  br: () => zlib.createBrotliDecompress({ flush: BROTLI_OPERATION_FLUSH, finishFlush: BROTLI_OPERATION_FLUSH }),
};

// decoded wraps read, which gives pieces one by one, for the codings of a header. What
// one of them makes of the body may have at most limit bytes. An unknown coding leaves
// the body as it is, as in Node.
function decoded(read, header, limit) {
  const codings = header.toLowerCase().split(',').map((s) => s.trim()).reverse();
  if (codings.length > 5 || !codings.every((coding) => makers[coding])) return read;
  for (const coding of codings) read = through(read, coding === 'deflate' ? inflater : makers[coding], limit);
  return read;
}

// inflater knows zlib's format and, as browsers do, the raw one.
const inflater = (first) => ((first[0] & 0x0f) === 8 ? zlib.createInflate(lenient) : zlib.createInflateRaw(lenient));

function through(read, make, limit) {
  const { Buffer } = require('buffer');
  let stream = null;
  let pieces = [];
  let size = 0;
  let ended = false; // the transform has given all
  let exhausted = false; // there is nothing left to read
  let failure = null;
  let waiting = null;

  const serve = () => {
    if (waiting === null || (pieces.length === 0 && !ended && !failure)) return waiting !== null;
    const done = waiting;
    waiting = null;
    if (failure) return void done(failure);
    const bytes = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
    pieces = [];
    done(null, bytes, ended);
    return false;
  };
  const open = (first) => {
    stream = make(first);
    stream.on('data', (chunk) => {
      size += chunk.length;
      if (size > limit) return stream.destroy(Object.assign(new Error(`the response is larger than ${limit} bytes`), { code: 'ERR_LIMIT_REACHED' }));
      pieces.push(chunk);
    });
    stream.on('end', () => {
      ended = true;
      serve();
    });
    stream.on('error', (err) => {
      failure = err;
      serve();
    });
  };
  const pump = () => {
    if (exhausted || failure) return;
    read((err, piece, last) => {
      if (err) failure = err;
      exhausted = last;
      if (err) return serve();
      if (stream === null && piece.byteLength === 0 && last) ended = true;
      if (ended) return serve();
      if (stream === null && piece.byteLength > 0) open(new Uint8Array(piece));
      const more = () => {
        if (last) stream.end();
        else if (serve()) pump();
      };
      if (piece.byteLength > 0) stream.write(Buffer.from(piece), more);
      else more();
    });
  };
  return (done) => {
    waiting = done;
    if (serve()) pump();
  };
}

module.exports = { decoded };
