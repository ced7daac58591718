import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { estimate } from '../../energy/estimate';
import { resolvePlan } from '../../energy/plan';
import { readModelConfig } from '../../model/read-config';
import { exitCodes, print, refuse } from '../output';

export interface EstimateOptions {
  readonly seq?: number;
  readonly batch?: number;
  readonly tokens?: number;
  readonly hardware?: string;
  readonly gpus?: number;
  readonly dtype?: string;
  readonly region?: string;
  readonly pue?: number;
  readonly json?: boolean;
}

/** No configuration of a model is longer. */
const longestConfigBytes = 16 * 1024 * 1024;

/** What the model of a configuration file will cost under a plan. */
export async function estimateFile(file: string, options: EstimateOptions): Promise<number> {
  let text: string;
  try {
    if ((await stat(file)).size > longestConfigBytes)
      return refuse(`${file} is too long to be a model configuration`);
    text = await readFile(file, 'utf8');
  } catch (error) {
    return refuse(`${file} can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
  const reading = readModelConfig(text, basename(file));
  if (reading.kind === 'notModel') return refuse(`${file} is not a model configuration that is known`);
  if (reading.kind === 'invalid')
    return refuse(`${file}: ${reading.diagnostics.map((found) => found.message).join(' ')}`);
  if (reading.kind === 'unknownArchitecture') {
    return refuse(`${file}: the architecture ${reading.modelType} is not known, so there is no estimate`);
  }
  const { json = false, ...planOptions } = options;
  const resolved = resolvePlan(reading.spec, planOptions);
  if (!resolved.ok) return refuse(resolved.error, exitCodes.usage);
  const result = { file, ...estimate(reading.spec, resolved.plan) };
  await print(json ? JSON.stringify(result, null, 2) : describe(result));
  return exitCodes.done;
}
