// Loaded before a package is packed. Plain JavaScript, so that any Node can show the message.
const agent = process.env.npm_config_user_agent ?? 'no package manager';
if (!agent.startsWith('pnpm/')) {
  console.error(`
Expected pnpm, found ${agent}.
Other package managers leave \`workspace:*\` in the dependencies of the packed package.json, which nobody can install.
To pack this package: \`npx --yes pnpm@12 pack\`. To publish what changed: \`npx --yes pnpm@12 release\`, in the root.
`);
  process.exit(1);
}
