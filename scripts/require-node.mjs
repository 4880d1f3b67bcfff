// Loaded before every script. Plain JavaScript, so that an older Node can run it and print the message.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 18)) {
  console.error(`
Expected Node 24.18 or newer, found ${process.version} on ${process.platform}-${process.arch}.
On Linux the dependencies bring it along: run \`npx --yes pnpm@12 install\`, without leaving out optional ones.
Elsewhere, install it from https://nodejs.org and repeat the command.
`);
  process.exit(1);
}
