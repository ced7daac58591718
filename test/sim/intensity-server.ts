import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the server misbehaves; `none` is as the providers' documentation says. */
export type Trouble =
  | 'none'
  | 'unauthorized'
  | 'forbidden'
  | 'too many'
  | 'failing'
  | 'no data'
  | 'nothing'
  | 'empty'
  | 'endless'
  | 'other schema'
  | 'no json'
  | 'silent'
  | 'stale'
  | 'cut off'
  | 'redirect';

export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly atMs: number;
}

const hour = 3600;

/** The truth that every provider of this server tells: grams a kilowatt-hour at a moment, the same for a whole hour. */
export const trueGrams = (moment: number): number => {
  const index = Math.floor(moment / hour);
  return 120 + ((index * 37) % 400);
};

/** Pounds a megawatt-hour, the way WattTime gives it. */
const pounds = (moment: number): number => trueGrams(moment) / 0.45359237;

/** One server of all providers, on loopback, in the schemas of their documentation. */
export class IntensityServer {
  readonly received: ReceivedRequest[] = [];
  /** Asked before each answer, with its number from 1. */
  troubleOf: (number: number) => Trouble = () => 'none';
  private readonly server: Server;
  private readonly open = new Set<ServerResponse>();

  /** `forecast` is what Electricity Maps and UK Carbon Intensity say of the hours to come, where that is to be something else than the truth. */
  constructor(private readonly forecast: (moment: number) => number = trueGrams) {
    this.server = createServer((request, response) => {
      this.received.push({ path: request.url ?? '', headers: request.headers, atMs: Date.now() });
      this.open.add(response);
      response.on('close', () => this.open.delete(response));
      this.answer(request, response);
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const response of this.open) response.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://server');
    const reply = (status: number, body: string, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    };
    const trouble = this.troubleOf(this.received.length);
    const json = (status: number, value: unknown, headers: Record<string, string> = {}): void => {
      reply(status, JSON.stringify(value), headers);
    };
    const isEntsoe = url.pathname === '/entsoe';
    switch (trouble) {
      case 'unauthorized':
        // Some tell what they were sent.
        if (isEntsoe) reply(401, acknowledgement('B08', 'Unauthorized: the token secret-token is not known'));
        else
          json(401, {
            error: `Invalid ${String(request.headers['auth-token'] ?? request.headers.authorization ?? 'address')}`,
          });
        return;
      case 'forbidden':
        json(403, { error: 'Forbidden', message: 'Your plan does not include this' });
        return;
      case 'too many':
        json(429, { message: 'Too many requests' }, { 'retry-after': '120' });
        return;
      case 'failing':
        reply(503, '<html><body>Service Unavailable</body></html>');
        return;
      case 'no data':
        if (isEntsoe) reply(200, acknowledgement('999', 'No matching data found for Data item'));
        else json(200, { status: 'no-data', data: {} });
        return;
      case 'nothing':
        response.writeHead(204).end();
        return;
      case 'empty':
        if (isEntsoe) reply(200, generationDocument(''));
        else json(200, emptyAnswer(url.pathname));
        return;
      case 'endless':
        response.writeHead(200);
        this.drown(response);
        return;
      case 'other schema':
        json(200, { version: 4, carbonIntensity: 'very low', data: [{ intensity: { value: 1 } }] });
        return;
      case 'no json':
        reply(200, '<html>');
        return;
      case 'silent':
        return;
      case 'cut off':
        response.writeHead(200, { 'content-length': '1000' }).write('{"zone":');
        setTimeout(() => response.destroy(), 5);
        return;
      case 'redirect':
        reply(302, '', { location: 'http://elsewhere.invalid/' });
        return;
      case 'stale':
      case 'none':
        this.answerWell(
          url,
          request,
          reply,
          json,
          Date.now() / 1000 - (trouble === 'stale' ? 3 * 24 * hour : 0),
        );
    }
  }

  /** As many bytes as are taken. */
  private drown(response: ServerResponse): void {
    const part = '['.repeat(1_000_000);
    const more = (): void => {
      while (!response.destroyed && response.write(part));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  }

  private answerWell(
    url: URL,
    request: IncomingMessage,
    reply: (status: number, body: string) => void,
    json: (status: number, value: unknown, headers?: Record<string, string>) => void,
    now: number,
  ): void {
    const { pathname: path, searchParams: query } = url;
    const { headers } = request;
    if (path.startsWith('/carbon-intensity/')) {
      if (headers['auth-token'] !== 'secret-token') json(401, { error: 'Invalid auth-token' });
      else json(200, electricityMapsAnswer(path, query, now, this.forecast));
    } else if (path === '/login') {
      const isKnown = headers.authorization === `Basic ${Buffer.from('user:pässword').toString('base64')}`;
      if (isKnown) json(200, { token: 'secret-bearer' });
      else json(401, { error: 'Unauthorized' });
    } else if (path.startsWith('/v3/')) {
      if (headers.authorization !== 'Bearer secret-bearer') json(401, { error: 'Unauthorized' });
      else json(200, wattTimeAnswer(path, query, now));
    } else if (path.startsWith('/intensity/') || path.startsWith('/regional/')) {
      json(200, ukAnswer(path, now, this.forecast));
    } else if (path === '/co2eq') {
      json(200, energyChartsAnswer(query, now));
    } else if (path === '/entsoe') {
      if (query.get('securityToken') === 'secret-token') reply(200, entsoeAnswer(query));
      else reply(401, acknowledgement('B08', 'Unauthorized'));
    } else if (path === '/own') {
      json(200, { grid: [{ now: { value: String(trueGrams(now)) } }] }, { 'cache-control': 'max-age=120' });
    } else {
      json(404, { error: 'Not found' });
    }
  }
}

const iso = (moment: number): string => new Date(moment * 1000).toISOString();
const times = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, index) => from + index * step);

function electricityMapsAnswer(
  path: string,
  query: URLSearchParams,
  now: number,
  forecast: (moment: number) => number,
): unknown {
  const zone = query.get('zone');
  const present = Math.floor(now / hour) * hour;
  const value = (moment: number): object => ({
    zone,
    carbonIntensity: trueGrams(moment),
    datetime: iso(moment),
    updatedAt: iso(now),
    createdAt: iso(now),
    emissionFactorType: 'lifecycle',
    isEstimated: moment === present,
    estimationMethod: moment === present ? 'TIME_SLICER_AVERAGE' : null,
    temporalGranularity: 'hourly',
  });
  switch (path) {
    case '/carbon-intensity/latest':
      return value(present);
    case '/carbon-intensity/history':
      return { zone, history: times(present - 23 * hour, present + 1, hour).map(value) };
    case '/carbon-intensity/past-range': {
      const start = Math.floor(Date.parse(query.get('start') ?? '') / 1000 / hour) * hour;
      return { zone, data: times(start, Date.parse(query.get('end') ?? '') / 1000, hour).map(value) };
    }
    default: {
      const hours = Number(query.get('horizonHours')) + 1;
      return {
        zone,
        forecast: times(present, present + hours * hour, hour).map((moment) => ({
          carbonIntensity: forecast(moment),
          datetime: iso(moment),
        })),
        updatedAt: iso(now),
      };
    }
  }
}

function wattTimeAnswer(path: string, query: URLSearchParams, now: number): unknown {
  const step = 300;
  const present = Math.floor(now / step) * step;
  if (path === '/v3/region-from-loc')
    return { region: 'CAISO_NORTH', region_full_name: 'California ISO Northern', signal_type: 'co2_moer' };
  const meta = {
    data_point_period_seconds: step,
    region: query.get('region'),
    signal_type: query.get('signal_type'),
    model: { date: '2026-03-01' },
    warnings: [],
  };
  if (path === '/v3/signal-index')
    return { data: [{ point_time: iso(present), value: 37.1 }], meta: { ...meta, units: 'percentile' } };
  const range =
    path === '/v3/historical'
      ? times(
          Math.floor(Date.parse(query.get('start') ?? '') / 1000 / step) * step,
          Math.min(Date.parse(query.get('end') ?? '') / 1000, now - 2 * step),
          step,
        )
      : times(present, present + Math.max(step, Number(query.get('horizon_hours')) * hour), step);
  return {
    data: range.map((moment) => ({
      point_time: iso(moment).replace('.000Z', '+00:00'),
      value: pounds(moment),
    })),
    meta: { ...meta, units: 'lbs_co2_per_mwh', generated_at: iso(present) },
  };
}

function ukAnswer(path: string, now: number, forecast: (moment: number) => number): unknown {
  const step = 1800;
  const minute = (moment: number): string => `${iso(moment).slice(0, 16)}Z`;
  const [, from = '', to = ''] = /intensity\/([^/]+)\/([^/]+)/.exec(path) ?? [];
  const start = Math.floor(Date.parse(from) / 1000 / step) * step;
  const end = /^fw(24|48)h$/.test(to) ? start + Number(to.slice(2, 4)) * hour : Date.parse(to) / 1000;
  const isRegional = path.startsWith('/regional/');
  // As the real one does, it gives the half-hour that ends at the start as well.
  const data = times(start - step, end, step).map((moment) => ({
    from: minute(moment),
    to: minute(moment + step),
    intensity: {
      forecast:
        moment + step > now && !isRegional ? forecast(moment) : trueGrams(moment) + (isRegional ? 0 : 3),
      ...(isRegional ? {} : { actual: moment + step > now ? null : trueGrams(moment) }),
      index: 'moderate',
    },
    ...(isRegional ? { generationmix: [{ fuel: 'gas', perc: 43.6 }] } : {}),
  }));
  if (!isRegional) return { data };
  const region = { regionid: 12, dnoregion: 'SSE South', shortname: 'South England', data };
  return { data: path.includes('/postcode/') ? [{ ...region, postcode: 'RG10' }] : region };
}

function energyChartsAnswer(query: URLSearchParams, now: number): unknown {
  const step = 900;
  const day = Math.floor(now / 86_400) * 86_400;
  const [start, end] = ['start', 'end'].map((name) => Date.parse(query.get(name) ?? '') / 1000);
  const moments = times(
    start === undefined || Number.isNaN(start) ? day : Math.floor(start / step) * step,
    end === undefined || Number.isNaN(end) ? day + 2 * 86_400 : end,
    step,
  );
  const measured = now - 2 * step;
  return {
    unix_seconds: moments,
    co2eq: moments.map((moment) => (moment <= measured ? trueGrams(moment) : null)),
    co2eq_forecast: moments.map((moment) => (moment <= measured ? null : trueGrams(moment))),
    substitute: false,
    deprecated: false,
  };
}

/** Coal and wind in such parts that their factors (820 and 11) give the truth; pumping and storage beside them. */
function entsoeAnswer(query: URLSearchParams): string {
  const moment = (text: string): number =>
    Date.UTC(
      Number(text.slice(0, 4)),
      Number(text.slice(4, 6)) - 1,
      Number(text.slice(6, 8)),
      Number(text.slice(8, 10)),
      Number(text.slice(10, 12)),
    ) / 1000;
  const start = moment(query.get('periodStart') ?? '');
  // The last two hours are not there yet.
  const end = moment(query.get('periodEnd') ?? '') - 2 * hour;
  const steps = times(start, end, 900);
  const coal = (at: number): number => (10_000 * (trueGrams(at) - 11)) / (820 - 11);
  const series = (
    type: string,
    domain: string,
    megawatts: (at: number) => number,
    curve: 'A01' | 'A03',
  ): string => {
    const points = steps.flatMap((at, index) => {
      const isRepeated = curve === 'A03' && index > 0 && megawatts(at) === megawatts(steps[index - 1] ?? at);
      return isRepeated
        ? []
        : [`<Point><position>${index + 1}</position><quantity>${megawatts(at)}</quantity></Point>`];
    });
    return `<TimeSeries><mRID>1</mRID><businessType>A01</businessType><objectAggregation>A08</objectAggregation><${domain}BiddingZone_Domain.mRID codingScheme="A01">10Y1001A1001A83F</${domain}BiddingZone_Domain.mRID><quantity_Measure_Unit.name>MAW</quantity_Measure_Unit.name><curveType>${curve}</curveType><MktPSRType><psrType>${type}</psrType></MktPSRType><Period><timeInterval><start>${iso(start).slice(0, 16)}Z</start><end>${iso(end).slice(0, 16)}Z</end></timeInterval><resolution>PT15M</resolution>${points.join('')}</Period></TimeSeries>`;
  };
  return generationDocument(
    [
      series('B05', 'in', coal, 'A03'),
      series('B19', 'in', (at) => 10_000 - coal(at), 'A01'),
      series('B10', 'in', () => 700, 'A03'),
      series('B10', 'out', () => 900, 'A03'),
      series('B20', 'in', () => 200, 'A03'),
    ].join(''),
  );
}

const generationDocument = (series: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><GL_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-6:generationloaddocument:3:0"><mRID>a</mRID><type>A75</type>${series}</GL_MarketDocument>`;

/** As documented, and without a value. */
function emptyAnswer(path: string): unknown {
  if (path.startsWith('/carbon-intensity/')) return { zone: 'DE', history: [], data: [], forecast: [] };
  if (path === '/login') return { token: 'secret-bearer' };
  if (path.startsWith('/v3/')) return { data: [], meta: { units: 'lbs_co2_per_mwh' } };
  if (path === '/co2eq') return { unix_seconds: [], co2eq: [], co2eq_forecast: [] };
  if (path === '/own') return { grid: [] };
  return { data: [] };
}

const acknowledgement = (code: string, text: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Acknowledgement_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-1:acknowledgementdocument:7:0"><mRID>a</mRID><Reason><code>${code}</code><text>${text}</text></Reason></Acknowledgement_MarketDocument>`;
