'use strict';
// https://nodejs.org/docs/latest-v20.x/api/v8.html
//
// There is no V8: sizes are zero, and what is serialized can be read here only.
const { fault } = require('internal/fault');
const { absent } = require('internal/absent');

const zeros = (...names) => Object.fromEntries(names.map((name) => [name, 0]));
const reason = 'there is no V8';

// The format is JSON with tags, behind a byte that V8's format never begins with.
const mark = 0x48;

function serialize(value) {
  return Buffer.concat([Buffer.from([mark]), Buffer.from(JSON.stringify(require('internal/serial').pack(structuredClone(value))))]);
}

function deserialize(buffer) {
  const bytes = Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  if (bytes[0] !== mark) throw fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', "v8.deserialize reads only what this runtime's v8.serialize wrote");
  return require('internal/serial').unpack(JSON.parse(bytes.toString('utf8', 1)));
}

module.exports = {
  cachedDataVersionTag: () => 0,
  ...absent('v8', ['getHeapSnapshot', 'writeHeapSnapshot', 'queryObjects', 'Serializer', 'Deserializer', 'DefaultSerializer',
    'DefaultDeserializer', 'GCProfiler'], reason),
  getHeapStatistics: () => zeros('total_heap_size', 'total_heap_size_executable', 'total_physical_size', 'total_available_size',
    'used_heap_size', 'heap_size_limit', 'malloced_memory', 'peak_malloced_memory', 'does_zap_garbage', 'number_of_native_contexts',
    'number_of_detached_contexts', 'total_global_handles_size', 'used_global_handles_size', 'external_memory'),
  getHeapSpaceStatistics: () => [],
  getHeapCodeStatistics: () => zeros('code_and_metadata_size', 'bytecode_and_metadata_size', 'external_script_source_size', 'cpu_profiler_metadata_size'),
  setFlagsFromString() {},
  deserialize,
  takeCoverage() {},
  stopCoverage() {},
  serialize,
  promiseHooks: absent('v8.promiseHooks', ['createHook', 'onInit', 'onBefore', 'onAfter', 'onSettled'], reason),
  startupSnapshot: {
    isBuildingSnapshot: () => false,
    ...absent('v8.startupSnapshot', ['addDeserializeCallback', 'addSerializeCallback', 'setDeserializeMainFunction'], reason),
  },
  setHeapSnapshotNearHeapLimit() {},
};
