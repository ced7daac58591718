import { foldersAbove, slashed } from './folders';
import type { ProjectFiles } from './project-modules';

/** Libraries whose trainers run under `accelerate launch`. */
const builtOnAccelerate = [
  'accelerate',
  'transformers',
  'trl',
  'diffusers',
  'sentence-transformers',
  'setfit',
];
const foldersBeside = [
  '',
  '/configs',
  '/config',
  '/accelerate',
  '/accelerate_configs',
  '/configs/accelerate',
];
const longestConfig = 20_000;

/**
 * The configurations of `accelerate launch` that a project keeps for a script, those nearest to it: written by `accelerate config`,
 * with several processes in them (https://huggingface.co/docs/accelerate/package_reference/cli#accelerate-config). None for a script of
 * libraries that are not built on it.
 */
export function accelerateConfigs(
  script: string,
  frameworks: readonly string[],
  files: ProjectFiles,
  root: string | null,
): readonly string[] {
  if (!frameworks.some((framework) => builtOnAccelerate.includes(framework))) return [];
  for (const above of foldersAbove(slashed(script), root, files)) {
    const found = foldersBeside.flatMap((beside) =>
      files
        .namesIn(above + beside)
        .filter((name) => /\.ya?ml$/i.test(name))
        .map((name) => `${above}${beside}/${name}`)
        .filter((path) => startsSeveral(files.read(path) ?? '')),
    );
    if (found.length > 0) return found;
  }
  return [];
}

const startsSeveral = (text: string): boolean =>
  text.length <= longestConfig &&
  /^compute_environment:/m.test(text) &&
  (/^num_processes:\s*(?:[2-9]|[1-9]\d+)\b/m.test(text) ||
    /^distributed_type:\s*["']?(?!NO\b)[A-Z]/m.test(text));
