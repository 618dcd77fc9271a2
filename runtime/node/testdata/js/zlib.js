// Whole buffers in both directions, options, and errors.
const zlib = require('zlib');
const { constants } = zlib;
function t(label, f) {
  show(() => {
    try {
      const r = f();
      return label + ' ' + (Buffer.isBuffer(r) ? r.toString('latin1') : JSON.stringify(r));
    } catch (e) {
      return label + ' throws ' + e.name + ' ' + e.code + ' ' + e.errno + ': ' + e.message;
    }
  });
}
const cat = (...parts) => Buffer.concat(parts.map((p) => Buffer.from(p)));

// Made by Node 20.
const made = {
  gzip: 'H4sIAAAAAAAAAwvJSFUoLM1MzlZIKsovz1NIy69QyCrNLShWyC9LLVIoyUhVyEmsqlRIObwtXU8hZIiqBgCzES1N5gAAAA==',
  gzip1: 'H4sIAAAAAAAEAwvJSFUoLM1MzlZIKsovz1NIy69QyCrNLShWyC9LLVIoyUhVyEmsqlRIObwtXU8hZIiqBgCzES1N5gAAAA==',
  stored: 'AeYAGf9UaGUgcXVpY2sgYnJvd24gZm94IGp1bXBzIG92ZXIgdGhlIGxhenkgZMO2Zy4gVGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHRoZSBsYXp5IGTDtmcuIFRoZSBxdWljayBicm93biBmb3gganVtcHMgb3ZlciB0aGUgbGF6eSBkw7ZnLiBUaGUgcXVpY2sgYnJvd24gZm94IGp1bXBzIG92ZXIgdGhlIGxhenkgZMO2Zy4gVGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHRoZSBsYXp5IGTDtmcuIA==',
  fixed: 'S0xKTgQjAA==',
  deflate: 'eNoLyUhVKCzNTM5WSCrKL89TSMuvUMgqzS0oVsgvSy1SKMlIVchJrKpUSDm8LV1PIWSIqgYAteJV9g==',
  raw: 'C8lIVSgszUzOVkgqyi/PU0jLr1DIKs0tKFbIL0stUijJSFXISayqVEg5vC1dTyFkiKoGAA==',
  rle: 'eAFLxABJIAAAaLoIvQ==',
  huffman: 'eAEFwYEBQCAUQMFV3gRNYwH0U8QnEgZrgRZz13nhyGFcGJKWDacPc173E70lcXkh9t+LbXUydF44chgXhqRlw+nDnNf9RG9JXF6I/fdiW50MnReOHMaFIWnZcPow53U/0VsSlxdi/73YVidD54Ujh3FhSFo2nD7Med1P9JbE5YXYfy+21cnQeeHIYVwYkpYNpw9zXvcTvSVxeSH234ttdTL8teJV9g==',
  br: 'G+UAiIyUqONbIIND0ikEeCFLDkPtEvY2DDbgwCGBvJHsDp1WOJM0PE6UNxRshCeXt+gfgAE=',
  br1: 'i3IAAICqqqrq/3Slw0lvJz1cTFVFFzM1EzM1U9vOBztcDA7g4leaSFGNDcY8I6i2Wdh68ROu6bUQ9Wbs87qjpzSOLNThfQj/lwz2+DU=',
  brw: 'oSgHQGSkRB3fAhkckk4hwAtZchhql7C3YbABBw4J5I1kd+i0wpmk4XGivKFgIzy5vEX/AAw=',
  dict: 'eLsRUgOCAxMQJgAZkQRJ',
};

const small = Buffer.from('The quick brown fox jumps over the lazy d\u00f6g. '.repeat(5));
for (const [name, text] of Object.entries(made)) {
  const data = Buffer.from(text, 'base64');
  const method = { gzip: 'gunzip', gzip1: 'gunzip', stored: 'inflateRaw', fixed: 'inflateRaw', raw: 'inflateRaw' }[name]
    || (name.startsWith('br') ? 'brotliDecompress' : 'inflate');
  t(name, () => zlib[method + 'Sync'](data, name === 'dict' ? { dictionary: Buffer.from('say hello') } : {}).toString());
}
const pairs = { gzip: 'gunzip', deflate: 'inflate', deflateRaw: 'inflateRaw', brotliCompress: 'brotliDecompress' };
for (const [pack, unpack] of Object.entries(pairs)) {
  for (const options of [{}, { level: 0 }, { level: 1 }, { level: 9 }, { strategy: 2 }, { windowBits: 9, memLevel: 1 }, { params: { 1: 4 } }]) {
    t(pack + JSON.stringify(options), () => zlib[unpack + 'Sync'](zlib[pack + 'Sync'](small, options)).equals(small));
  }
  t(pack + ' nothing', () => zlib[unpack + 'Sync'](zlib[pack + 'Sync']('')).length);
  t(pack + ' shrinks', () => zlib[pack + 'Sync'](small).length < small.length / 2);
  const large = Buffer.from(Array.from({ length: 60000 }, (_, i) => String(i * 2654435761 % 4294967296)).join());
  t(pack + ' large', () => zlib[unpack + 'Sync'](zlib[pack + 'Sync'](large)).equals(large));
}
const head = (b) => b.subarray(0, 10).toString('hex');
t('heads', () => [head(zlib.gzipSync('abc')), head(zlib.gzipSync('abc', { level: 1 })), head(zlib.gzipSync('abc', { level: 9 })),
  zlib.deflateSync('x').toString('hex').slice(0, 4), zlib.deflateSync('x', { level: 9 }).toString('hex').slice(0, 4)]);
t('trailers', () => [zlib.gzipSync('abc').subarray(-8).toString('hex'), zlib.deflateSync('abc').subarray(-4).toString('hex')]);
const gz = Buffer.from('1f8b08000000000000034b4c4a0600c241243503000000', 'hex');
const df = Buffer.from('789c4b4c4a0600024d0127', 'hex');
const rw = Buffer.from('4b4c4a0600', 'hex');
const br = Buffer.from('0b018061626303', 'hex');
t('empty gunzip',()=>zlib.gunzipSync(''));
t('empty inflate',()=>zlib.inflateSync(''));
t('empty raw',()=>zlib.inflateRawSync(''));
t('empty unzip',()=>zlib.unzipSync(''));
t('empty br',()=>zlib.brotliDecompressSync(''));
t('multi',()=>zlib.gunzipSync(cat(gz,gz)));
t('multi unzip',()=>zlib.unzipSync(cat(gz,gz)));
t('nul',()=>zlib.gunzipSync(cat(gz,[0,0,0])));
t('nul+',()=>zlib.gunzipSync(cat(gz,[0,1,2])));
t('garb',()=>zlib.gunzipSync(cat(gz,[5,1,2])));
t('garb2',()=>zlib.gunzipSync(cat(gz,[0x1f,0x8b,0xff,0xff],Buffer.alloc(10))));
t('garb3',()=>zlib.gunzipSync(cat(gz,[0x1f,0x8b,0xff,0xff])));
t('garb4',()=>zlib.gunzipSync(cat(gz,[0x1f])));
t('garb5',()=>zlib.gunzipSync(cat(gz,[0x1f,0x8b,8])));
t('unzip garb',()=>zlib.unzipSync(cat(gz,[5,1,2])));
t('df garb',()=>zlib.inflateSync(cat(df,[5,1,2])));
t('raw garb',()=>zlib.inflateRawSync(cat(rw,[5,1,2])));
t('br garb',()=>zlib.brotliDecompressSync(cat(br,[5,1,2])));
t('hdr',()=>zlib.gunzipSync('xx'));
t('hdr1',()=>zlib.gunzipSync('x'));
t('hdr2',()=>zlib.inflateSync('xx'));
t('hdr3',()=>zlib.gunzipSync(df));
t('hdr4',()=>zlib.inflateSync(gz));
t('unzip x',()=>zlib.unzipSync('xx'));
t('unzip hello',()=>zlib.unzipSync('hello there, this is plain'));
t('1f only',()=>zlib.gunzipSync([]));
t('1f',()=>zlib.gunzipSync(Buffer.from([0x1f])));
t('1f8b09',()=>zlib.gunzipSync(Buffer.from([0x1f,0x8b,9])));
t('1f8b09+',()=>zlib.gunzipSync(Buffer.from([0x1f,0x8b,9,0])));
t('flags',()=>zlib.gunzipSync(Buffer.from([0x1f,0x8b,8,0xff,0,0,0,0,0,0,0])));
t('raw type3',()=>zlib.inflateRawSync(Buffer.from([7,0,0])));
t('raw stored',()=>zlib.inflateRawSync(Buffer.from([1,0,0,0,0])));
t('raw dist',()=>zlib.inflateRawSync(Buffer.from([3,3,255,255,255])));
t('br bad',()=>zlib.brotliDecompressSync(Buffer.from([0xff,0xff,0xff,0xff])));
t('br bad2',()=>zlib.brotliDecompressSync('hello world'));
const bad=Buffer.from(gz);bad[bad.length-8]^=1;
t('crc',()=>zlib.gunzipSync(bad));const bad2=Buffer.from(gz);bad2[bad2.length-1]^=1;const bad3=Buffer.from(df);bad3[bad3.length-1]^=1;
t('adler',()=>zlib.inflateSync(bad3));
t('trunc',()=>zlib.gunzipSync(gz.subarray(0,-9)));
t('trunc sync',()=>zlib.gunzipSync(gz.subarray(0,-9),{finishFlush:zlib.constants.Z_SYNC_FLUSH}));
t('trunc sync2',()=>zlib.gunzipSync(gz.subarray(0,-2),{finishFlush:zlib.constants.Z_SYNC_FLUSH}));
t('sync hdr',()=>zlib.gunzipSync('',{finishFlush:2}));
t('br trunc',()=>zlib.brotliDecompressSync(br.subarray(0,-2)));
t('br trunc flush',()=>zlib.brotliDecompressSync(br.subarray(0,-2),{finishFlush:zlib.constants.BROTLI_OPERATION_FLUSH}));
t('dict none',()=>zlib.inflateSync(zlib.deflateSync('abc',{dictionary:Buffer.from('xabc')})));
t('dict bad',()=>zlib.inflateSync(zlib.deflateSync('abc',{dictionary:Buffer.from('xabc')}),{dictionary:Buffer.from('y')}));
t('dict ok',()=>zlib.inflateSync(zlib.deflateSync('abc',{dictionary:Buffer.from('xabc')}),{dictionary:Buffer.from('xabc')}));
t('dict raw',()=>zlib.inflateRawSync(zlib.deflateRawSync('abcabcabcabc',{dictionary:Buffer.from('xabcabc')}),{dictionary:Buffer.from('xabcabc')}));
t('max',()=>zlib.gunzipSync(gz,{maxOutputLength:2}));
t('max0',()=>zlib.gunzipSync(gz,{maxOutputLength:0}));
t('maxgz',()=>zlib.gzipSync('abcdefgjhijklmnop',{maxOutputLength:10}));
t('lvl',()=>zlib.gzipSync('a',{level:10}));
t('lvl',()=>zlib.gzipSync('a',{level:'x'}));
t('wb',()=>zlib.gzipSync('a',{windowBits:7}));
t('wb',()=>zlib.gunzipSync(gz,{windowBits:0}));
t('ml',()=>zlib.gzipSync('a',{memLevel:0}));
t('st',()=>zlib.gzipSync('a',{strategy:9}));
t('ck',()=>zlib.gzipSync('a',{chunkSize:1}));
t('fl',()=>zlib.gzipSync('a',{flush:9}));
t('ff',()=>zlib.gzipSync('a',{finishFlush:'x'}));
t('dc',()=>zlib.gzipSync('a',{dictionary:'x'}));
t('in',()=>zlib.gzipSync());
t('in5',()=>zlib.gzipSync(5));
t('innull',()=>zlib.gzipSync(null));
t('ab',()=>zlib.gunzipSync(zlib.gzipSync(new Uint8Array([97,98]).buffer)));
t('u16',()=>zlib.gunzipSync(zlib.gzipSync(new Uint16Array([97,98]))));
t('cb',()=>zlib.gzip('a'));
t('cb',()=>zlib.gzip('a',{}));
t('cb',()=>zlib.gzip('a',5));
t('bp',()=>zlib.brotliCompressSync('a',{params:{99:1}}));
t('bp',()=>zlib.brotliCompressSync('a',{params:{1:'x'}}));
t('info',()=>Object.keys(zlib.gzipSync('a',{info:true})));
t('fn',()=>zlib.Gzip({level:3}) instanceof zlib.Gzip);
t('crc',()=>[zlib.crc32('hello'),zlib.crc32(Buffer.from('lo'),zlib.crc32('hel'))]);
t('crcerr',()=>zlib.crc32(5));
t('crcerr',()=>zlib.crc32('a',-1));
t('props',()=>{const p=Object.getOwnPropertyDescriptor(zlib,'constants');return [p.writable,p.enumerable,p.configurable,Object.isFrozen(zlib.constants),zlib.Z_OK,zlib.Z_SYNC_FLUSH,Object.isFrozen(zlib.codes)]});

t('method', () => zlib.inflateSync(Buffer.from([0x79, 24])));
t('window', () => zlib.inflateSync(Buffer.from([0x88, 28])));
t('descriptors', () => ['createGzip', 'Gzip', 'gzip', 'constants', 'codes'].map((k) => { const d = Object.getOwnPropertyDescriptor(zlib, k); return [d.enumerable, zlib[k].name]; }).filter(([, n]) => n !== 'asyncBufferWrapper' && n !== 'value').length > 0);
t('keys', () => Object.keys(zlib).sort());
t('codes', () => zlib.codes);
t('constants', () => constants);
