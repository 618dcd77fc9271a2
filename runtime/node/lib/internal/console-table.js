'use strict';
// console.table's drawing: https://nodejs.org/api/console.html#consoletabletabulardata-properties
const { inspect } = require('internal/inspect');
const { isMap, isSet } = require('internal/types');

const maxRows = 1000; // of a table; the rest is counted
const show = (value) => inspect(value, { depth: value !== null && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 2 ? -1 : 0, maxArrayLength: 3, breakLength: Infinity });

function table(data, properties) {
  const [label, rows] = rowsOf(data);
  const columns = Array.isArray(properties) ? properties.map(String) : [];
  const fixed = columns.length > 0;
  let values = false;
  const cells = rows.slice(0, maxRows).map(([name, row]) => {
    const found = new Map();
    if (row === null || typeof row !== 'object') {
      values = true;
      return [name, found, show(row)];
    }
    for (const key of fixed ? columns : Object.keys(row)) {
      if (!Object.prototype.hasOwnProperty.call(row, key)) continue;
      if (!columns.includes(key)) columns.push(key);
      found.set(key, show(row[key]));
    }
    return [name, found, ''];
  });
  const head = [label, ...columns, ...(values ? ['Values'] : [])];
  const body = cells.map(([name, found, value]) => [name, ...columns.map((key) => found.get(key) || ''), ...(values ? [value] : [])]);
  const text = draw(head, body);
  return rows.length > maxRows ? `${text}\n... ${rows.length - maxRows} more rows` : text;
}

function rowsOf(data) {
  if (isMap(data)) return ['(iteration index)', [...data].map(([key, value], i) => [`${i}`, { Key: key, Values: value }])];
  if (isSet(data)) return ['(iteration index)', [...data].map((value, i) => [`${i}`, value])];
  return ['(index)', Object.keys(data).map((key) => [key, data[key]])];
}

function draw(head, body) {
  const widths = head.map((title, i) => Math.max(title.length, ...body.map((row) => row[i].length)) + 2);
  const rule = (left, middle, right) => left + widths.map((n) => '─'.repeat(n)).join(middle) + right;
  const line = (row) => `│${row.map((cell, i) => center(cell, widths[i])).join('│')}│`;
  return [rule('┌', '┬', '┐'), line(head), rule('├', '┼', '┤'), ...body.map(line), rule('└', '┴', '┘')].join('\n');
}

function center(text, width) {
  const left = Math.floor((width - text.length) / 2);
  return ' '.repeat(left) + text + ' '.repeat(width - text.length - left);
}

module.exports = { table };
