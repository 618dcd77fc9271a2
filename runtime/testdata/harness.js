// Runs hooks in real Node, each in a thread of its own, as little as Auth0's contract
// takes: TestHooksAgreeWithNode compares what comes of them. It reads an array of hooks
// from standard input and writes one of outcomes.
const { Worker, isMainThread, workerData, parentPort } = require('node:worker_threads');
const { format } = require('node:util');
const vm = require('node:vm');

if (isMainThread) main();
else run(workerData);

async function main() {
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  const hooks = JSON.parse(text);
  const outcomes = [];
  let next = 0;
  const take = async () => {
    while (next < hooks.length) {
      const i = next++;
      outcomes[i] = await inThread(hooks[i]);
    }
  };
  await Promise.all([take(), take(), take(), take()]);
  process.stdout.write(JSON.stringify(outcomes));
}

function inThread(hook) {
  return new Promise((resolve) => {
    const told = { console: [] };
    const worker = new Worker(__filename, { workerData: hook, stdout: true });
    const limit = setTimeout(() => worker.terminate(), 5000);
    worker.on('message', ([name, value]) => {
      if (name === 'console') told.console.push(value);
      else if (told.outcome === undefined) Object.assign(told, value); // the first answer counts
    });
    worker.on('error', (error) => { told.outcome ??= 'threw'; told.error ??= String(error); });
    worker.on('exit', () => { clearTimeout(limit); resolve(told); });
  });
}

// run is one hook.
function run({ source, payload, params, trigger, falsy, blocking, classes: known, secrets, meta, wrap }) {
  const tell = (outcome) => parentPort.postMessage(['outcome', outcome]);
  const threw = (error) => tell({ outcome: 'threw', error });
  for (const level of ['log', 'info', 'warn', 'error', 'debug']) {
    console[level] = (...args) => parentPort.postMessage(['console', level + ': ' + format(...args)]);
  }
  process.on('uncaughtException', (error) => threw(describe(error)));
  let kind = 'hook';
  process.on('beforeExit', () => {
    if (blocking) threw(kind === 'action' ? 'Error: the action ended while its promise was not settled' : 'Error: the hook ended without calling its callback');
    else tell({ outcome: 'returned' });
  });

  // What Auth0's compilers put around a hook: a falsy error is none, an error that is no
  // Error becomes one, and the result must have a JSON form.
  function cb(error, result, context) {
    if (error) return threw(describe(error instanceof Error ? error : new Error(typeof error === 'object' && error.message !== undefined ? error.message : String(error))));
    if (trigger === 'rules') result = { user: Object(result) === result ? result : body.user, context: Object(context) === context ? context : body.context };
    if (!result && falsy) result = {};
    try {
      tell({ outcome: 'returned', result: JSON.stringify(result) });
    } catch {
      threw('Error: Error when JSON serializing the result of the extension point');
    }
  }

  const body = JSON.parse(payload);
  const classes = errorClasses();
  if (trigger === 'rules' || trigger === 'post-user-registration' && isRule(source)) kind = 'rule';
  const args = params.map((name) => body[name] ?? (name === 'context' ? {} : undefined));
  if (trigger !== 'rules') complete();

  const names = { ...classes, configuration: { ...secrets }, global: globalThis };
  for (const [name, value] of Object.entries(secrets)) if (/^\w+$/.test(name) && !(name in globalThis)) names[name] = value;
  for (const name of Object.keys(classes)) if (!known.includes(name)) delete names[name];
  if (kind === 'rule') names.UnauthorizedError = classes.UnauthorizedError;
  if (kind === 'rule') names.auth0 = vm.runInThisContext(wrap.auth0)({ ...secrets });
  for (const [name, value] of Object.entries(names)) globalThis[name] = value;

  const module = { exports: {}, webtask: args[args.length - 1].webtask };
  try {
    let exported = evaluate(module);
    const action = 'onExecute' + trigger.split('-').map((word) => word[0].toUpperCase() + word.slice(1)).join('');
    if (typeof exported !== 'function' && typeof Object(exported)[action] === 'function') {
      kind = 'action';
      const named = Object.fromEntries(params.map((name, i) => [name, args[i]]));
      vm.runInThisContext(wrap.action)(trigger, named, { ...secrets }, { get() {}, set() {}, delete() {} },
        (name, ...rest) => new classes[name](...rest), exported[action], cb);
      return;
    }
    if (typeof exported !== 'function') return tell({ outcome: 'refused' });
    if (kind === 'rule') vm.runInThisContext(wrap.rule)(trigger, ...args);
    exported.call(undefined, ...args, cb);
  } catch (error) {
    threw(describe(error));
  }

  // The empty statement keeps a leading 'use strict' from being a directive.
  function evaluate(module) {
    source = source.replace(/^\ufeff/, '');
    if (!/\bexports\b/.test(source)) {
      try {
        return new vm.Script('(' + source.replace(/[;\s]+$/, '') + '\n)', { filename: 'hook.js' }).runInThisContext();
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
      }
    }
    const wrapped = vm.runInThisContext('(function (exports, module, require) {;' + source + '\n})', { filename: 'hook.js' });
    return wrapped.call(module.exports, module.exports, module, require) || module.exports;
  }

  function complete() {
    const context = args[args.length - 1];
    context.request ??= {};
    context.request.query ??= {};
    context.request.headers ??= {};
    if (trigger === 'credentials-exchange') context.body ??= {};
    else if (context.requestLanguage) { context.renderLanguage ??= context.requestLanguage; context.request.language ??= context.requestLanguage; }
    const user = body.user ?? context.user;
    if (user) { user.user_metadata ??= {}; user.app_metadata ??= {}; }
    context.webtask = {
      data: { ...secrets }, headers: {}, id: '', params: {}, query: {}, secrets: { ...secrets }, meta: meta,
      body: { ...body, context: JSON.parse(payload).context }, body_raw: payload,
    };
  }
}

function isRule(source) {
  if (/\bexports\b/.test(source) || !/^\s*(\/\/.*\s*)*\(?(async\s+)?function\b[^(]*\(\s*\w+\s*,\s*\w+\s*,\s*(\w+)\s*\)/.test(source)) return false;
  return /\bconfiguration\s*[.[]|\bUnauthorizedError\b|\bauth0\s*\./.test(source) || /callback\s*\(\s*null\s*,\s*user\s*,\s*context\s*\)/.test(source);
}

function describe(error) {
  if (!(error instanceof Error)) return 'Error: ' + (typeof error === 'object' && error !== null && error.message !== undefined ? error.message : String(error));
  return error.name + ': ' + error.message;
}

function errorClasses() {
  const named = (name) => ({ [name]: class extends Error { constructor(message) { super(message); this.name = name; } } })[name];
  const friendly = (name) => ({ [name]: class extends Error {
    constructor(message, friendlyMessage) { super(message); this.name = name; this.friendlyMessage = friendlyMessage || message; }
  } })[name];
  const all = {};
  for (const name of ['InvalidScopeError', 'InvalidRequestError', 'ServerError', 'UnauthorizedError']) all[name] = named(name);
  for (const name of ['PreUserRegistrationError', 'SendPhoneMessageError', 'ValidationError']) all[name] = friendly(name);
  return all;
}
