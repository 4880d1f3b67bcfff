import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { forbidden } from './dependency-rules.ts';

/** Every import in the repository that a rule forbids, as `file -> import: the rule`. */
export async function forbiddenImports(root: string): Promise<{ violations: string[]; files: number }> {
  const folders = ['packages', 'spec', 'examples', 'scripts'].filter((folder) => existsSync(join(root, folder)));
  const { output } = await cruise(
    folders,
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: [...forbidden] },
      // Imports for types alone, which TypeScript removes.
      tsPreCompilationDeps: true,
      // An import by name then leads into node_modules, and one by path does not.
      preserveSymlinks: true,
      // What the root has installed is not declared by a package.
      combinedDependencies: false,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '^(?!.*node_modules/).*/(dist|fixtures|reports|\\.stryker-tmp)/' },
    },
    {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.mts', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
    },
  );
  if (typeof output === 'string') throw new Error(`expected the result of dependency-cruiser, received ${output}`);
  const { violations, totalCruised } = output.summary;
  const comments = new Map(forbidden.map(({ name, comment }) => [name, comment]));
  return {
    files: totalCruised,
    violations: violations.map(({ from, to, cycle, rule }) => {
      const target = cycle === undefined ? to : cycle.map(({ name }) => name).join(' -> ');
      return `${from} -> ${target}\n  ${rule.name}: ${comments.get(rule.name)}`;
    }),
  };
}
