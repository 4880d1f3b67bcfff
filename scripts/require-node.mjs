// Runs after every install. Plain JavaScript, so that a Node too old for everything else can still say so.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 18)) {
  console.error(`
This repository needs Node 24.18 or newer to work on; found ${process.version} for ${process.platform}-${process.arch}.
On Linux the right one is installed along with the dependencies (did you leave out the optional ones?).
Elsewhere install it from https://nodejs.org, then repeat the command.
`);
  process.exit(1);
}
