// Prints which trees npm would install: node trees.js <npm's folder> <empty folder>, with a
// JSON list of {registry, dependencies} on standard input. It does what
// `npm install --package-lock-only` does, for many trees in one process.
const fs = require('fs');
const path = require('path');
const [npm, work] = process.argv.slice(2);
const Arborist = require(path.join(npm, 'node_modules', '@npmcli', 'arborist'));

async function tree({ registry, dependencies }, n) {
  const dir = path.join(work, String(n));
  fs.mkdirSync(dir);
  fs.writeFileSync(path.join(dir, 'package.json'), JSON.stringify({ name: 'hook', version: '1.0.0', dependencies }));
  const options = { path: dir, registry, cache: path.join(dir, 'cache'), packageLockOnly: true, ignoreScripts: true, save: true, audit: false, fetchRetries: 0 };
  try {
    await new Arborist(options).reify(options);
  } catch (e) {
    return { error: `${e.code}: ${e.message}` };
  }
  const lock = JSON.parse(fs.readFileSync(path.join(dir, 'package-lock.json')));
  const found = {};
  for (const [place, p] of Object.entries(lock.packages)) {
    if (p.link) return { error: `${place} is a link to ${p.resolved}` };
    if (place) found[place] = `${p.name || place.replace(/^.*node_modules\//, '')}@${p.version}`;
  }
  return { tree: found };
}

(async () => {
  const trees = [];
  for (const graph of JSON.parse(fs.readFileSync(0))) trees.push(await tree(graph, trees.length));
  console.log(JSON.stringify(trees));
})();
