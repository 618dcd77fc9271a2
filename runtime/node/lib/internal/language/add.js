'use strict';
// add gives an object the methods that it lacks, with the attributes of built-ins.
function add(object, methods) {
  for (const name of Reflect.ownKeys(methods)) {
    if (Object.hasOwn(object, name)) continue;
    Object.defineProperty(object, name, { value: methods[name], writable: true, configurable: true });
  }
}

module.exports = { add };
