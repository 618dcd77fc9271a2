'use strict';
// The text of a failed strict comparison: what is there in lines with "+", what was
// expected in lines with "-", long equal parts left out, as Node 20 prints it.
const { inspect } = require('internal/inspect');

const texts = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

const maxShort = 12; // characters of both values that still stand beside each other
const width = 80;
const maxRows = 50;

function show(value) {
  return inspect(value, {
    compact: false, customInspect: false, depth: 1000, maxArrayLength: Infinity,
    showHidden: false, showProxy: false, sorted: true, getters: true,
  });
}

const isReference = (v) => typeof v === 'function' || (typeof v === 'object' && v !== null);

function difference(actual, expected, operator, message) {
  if (operator === 'strictEqual' && isReference(actual) && typeof actual === typeof expected && expected !== null) {
    operator = 'strictEqualObject';
  }
  const head = message || texts[operator];
  const [left, right] = [show(actual).split('\n'), show(expected).split('\n')];
  const oneLine = left.length === 1 && right.length === 1 && left[0] !== right[0];
  if (oneLine && isShort(left[0], right[0], actual, expected)) return `${head}\n\n${left[0]} !== ${right[0]}\n`;
  const all = left.slice();
  const tail = commonEnd(left, right);
  if (left.length === 0 && right.length === 0) return identical(all);
  const rows = compare(left, right);
  const title = `${head}\n+ actual - expected`;
  if (rows.full) return `${title} ... Lines skipped\n${rows.text}\n...${rows.held}\n...`;
  const skipped = rows.skipped || tail.skipped ? ' ... Lines skipped' : '';
  return `${title}${skipped}\n${rows.text}${rows.held}${tail.text}${oneLine ? pointer(all[0], right[0], operator) : ''}`;
}

function isShort(left, right, actual, expected) {
  const plain = (v) => typeof v !== 'object' || v === null;
  return left.length + right.length <= maxShort && plain(actual) && plain(expected) && (actual !== 0 || expected !== 0);
}

// pointer stands under the first character that differs.
function pointer(left, right, operator) {
  const length = left.length + right.length;
  if (length <= maxShort || length >= width || operator === 'strictEqualObject') return '';
  let i = 0;
  while (left[i] === right[i]) i++;
  return i > 2 ? `\n  ${' '.repeat(i)}^` : '';
}

function identical(lines) {
  if (lines.length > 50) lines.splice(46, lines.length, '...');
  return `${texts.notIdentical}\n\n${lines.join('\n')}\n`;
}

// commonEnd takes the equal lines off the ends of both lists and says how they are shown:
// the last three, and the first of them.
function commonEnd(left, right) {
  const common = [];
  while (left.length > 0 && right.length > 0 && left.at(-1) === right.at(-1)) {
    common.unshift(left.pop());
    right.pop();
  }
  const shown = common.slice(-3);
  const skipped = common.length >= 5;
  if (skipped) shown.unshift('...');
  const first = common.length > 3 ? `\n  ${common[0]}` : '';
  return { skipped, text: first + shown.map((line) => (line === '...' && skipped ? '\n...' : `\n  ${line}`)).join('') };
}

// compare goes through both lists line by line. Expected lines wait in held until the
// run of different lines ends.
function compare(left, right) {
  const most = Math.max(left.length, right.length);
  const least = Math.min(left.length, right.length);
  const longer = left.length < most ? right : left;
  const rows = { text: '', held: '', printed: 0, equal: 0, skipped: false, full: false };
  for (let i = 0; i < most; i++) {
    if (i >= least) {
      resume(rows, longer, i);
      if (longer === left) rows.text += `\n+ ${left[i]}`;
      else rows.held += `\n- ${right[i]}`;
      rows.printed++;
    } else step(rows, left, right, i);
    if (rows.printed > maxRows && i < most - 2) return Object.assign(rows, { full: true });
  }
  return rows;
}

function step(rows, left, right, i) {
  if (differs(left[i], right[i])) {
    resume(rows, left, i);
    rows.text += `\n+ ${left[i]}`;
    rows.held += `\n- ${right[i]}`;
    rows.printed += 2;
    return;
  }
  rows.text += rows.held;
  rows.held = '';
  rows.equal++;
  if (rows.equal > 2) return;
  rows.text += `\n  ${right[i] === `${left[i]},` ? right[i] : left[i]}`;
  rows.printed++;
}

// differs ignores a comma at the end: the last entry of a list has none.
const differs = (a, b) => a !== b && a !== `${b},` && b !== `${a},`;

// resume shows the last lines of an equal run before line i, which is not equal.
function resume(rows, lines, i) {
  const { equal } = rows;
  rows.equal = 0;
  if (equal <= 2) return;
  if (equal > 5) {
    rows.text += '\n...';
    rows.skipped = true;
  }
  for (let back = equal === 5 ? 3 : Math.min(equal - 2, 2); back > 0; back--) {
    rows.text += `\n  ${lines[i - back]}`;
    rows.printed++;
  }
}

module.exports = { texts, show, difference };
