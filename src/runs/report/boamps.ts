import { findPlace } from '../../carbon/intensity';
import { joules, toKilowattHours } from '../../units/quantities';
import type { Domain } from '../journal';
import type { DeviceSummary } from '../device-summary';
import { shareRemark, withRemark } from '../own-share';
import type { RunSummary } from '../summary';
import type { ReportOptions } from './extras';

const specification = 'https://github.com/Boavizta/BoAmps/tree/main/model';

const componentTypes: Readonly<Record<Domain, string>> = {
  gpu: 'gpu',
  cpu: 'cpu',
  dram: 'ram',
  module: 'cpu+gpu module',
  node: 'whole machine',
};

/**
 * A report in the shape of Boavizta's BoAmps data model (its model folder, JSON schemas of April 2026). A field that the run
 * does not tell is left out; where the model wants one all the same, it says "unknown" or "other", and `taskDescription`
 * says that it is to be filled in. `powerConsumption` is in kWh, before PUE.
 */
export function reportBoamps(run: RunSummary, { writtenAt }: ReportOptions = {}): string {
  const { durationSeconds, energyJoules } = run;
  const own = shareRemark(energyJoules);
  const place = run.place === 'world' ? null : findPlace(run.place);
  const provider = place?.provider ?? null;
  return JSON.stringify(
    {
      header: {
        formatVersionSpecificationUri: specification,
        reportId: run.id,
        reportDatetime: dateTime((writtenAt ?? new Date(run.ended ?? run.started)).toISOString()),
        reportStatus: 'draft',
      },
      task: {
        taskStage: 'training',
        taskFamily: 'unknown',
        algorithms: [epochsOf(run)],
        dataset: [datasetOf(run)],
        taskDescription:
          'Metered by Wattlens. The run does not tell the family of the task, the algorithm and the data set: fill them in.',
      },
      measures: [
        {
          measurementMethod: withRemark(
            `Wattlens: ${energyJoules.provenance ?? 'no source answered'}${own === null ? '' : '; powerConsumption is all that the devices drew'}`,
            own,
          ),
          ...trackingMode('cpuTrackingMode', run.devices, ['cpu', 'module', 'node']),
          ...trackingMode('gpuTrackingMode', run.devices, ['gpu', 'module']),
          ...(energyJoules.gross === null
            ? {}
            : { powerConsumption: toKilowattHours(joules(energyJoules.gross)) }),
          ...(durationSeconds === null ? {} : { measurementDuration: durationSeconds }),
          measurementDateTime: dateTime(run.started),
        },
      ],
      system: { os: run.host.platform },
      ...softwareOf(run),
      infrastructure: {
        infraType: provider === null ? 'other' : 'publicCloud',
        ...(provider === null ? {} : { cloudProvider: provider }),
        components: componentsOf(run.devices),
      },
      ...(place === null
        ? {}
        : {
            environment: {
              country: place.grid.split('-')[0],
              location: place.name,
              powerSourceCarbonIntensity: run.carbonIntensity.gramsPerKwh,
            },
          }),
      ...qualityOf(run),
    },
    null,
    2,
  );
}

/** `YYYY-MM-DD HH:MM:SS`, in UTC. */
const dateTime = (iso: string): string => iso.slice(0, 19).replace('T', ' ');

/** Whole passes over the data set so far; the model wants one algorithm, of which it may say nothing. */
function epochsOf({ progress }: RunSummary): { readonly epochsNumber?: number } {
  const done = progress?.unit === 'epoch' ? progress.done : (progress?.epochs?.done ?? 0);
  return done >= 1 ? { epochsNumber: Math.floor(done) } : {};
}

const datasetOf = ({
  progress,
}: RunSummary): {
  readonly dataUsage: string;
  readonly dataType: string;
  readonly dataQuantity?: number;
} => ({
  dataUsage: 'input',
  ...(progress?.unit === 'token'
    ? { dataType: 'token', dataQuantity: progress.done }
    : {
        dataType: 'other',
        ...(progress?.unit === 'sample' ? { dataQuantity: progress.done } : {}),
      }),
});

/** The sources of the devices of these domains; no field where there is none. */
function trackingMode(
  field: string,
  devices: readonly DeviceSummary[],
  domains: readonly Domain[],
): Readonly<Record<string, string>> {
  const sources = devices
    .filter(({ domain, joules: energy }) => domains.includes(domain) && energy !== null)
    .map(({ source }) => source);
  return sources.length === 0 ? {} : { [field]: [...new Set(sources)].join(', ') };
}

function softwareOf({ command }: RunSummary): { readonly software?: { readonly language: string } } {
  const isPython = command.some((word) => /(^|[\\/])python[\d.]*(\.exe)?$|\.py$/i.test(word));
  return isPython ? { software: { language: 'python' } } : {};
}

interface Component {
  readonly componentName: string;
  readonly componentType: string;
  nbComponent: number;
}

function componentsOf(devices: readonly DeviceSummary[]): readonly Component[] {
  const components = new Map<string, Component>();
  for (const { name, domain } of devices) {
    const key = `${domain} ${name}`;
    const found = components.get(key);
    if (found === undefined)
      components.set(key, { componentName: name, componentType: componentTypes[domain], nbComponent: 1 });
    else found.nbComponent += 1;
  }
  return [...components.values()];
}

/** The model's three classes are errors of 10, 25 and 50 per cent; what is wider than the last has none. */
function qualityOf({ energyJoules }: RunSummary): { readonly quality?: string } {
  const { gross, uncertainty } = energyJoules;
  if (gross === null || uncertainty === null || gross <= 0) return {};
  const error = uncertainty / gross;
  const quality = error <= 0.1 ? 'high' : error <= 0.25 ? 'medium' : error <= 0.5 ? 'low' : null;
  return quality === null ? {} : { quality };
}
