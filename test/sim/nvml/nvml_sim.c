/*
 * A simulated libnvidia-ml.so.1: answers the calls of nvml.h that the meter makes from a power trace whose energy is
 * known. The code under test is the shipped one; only the library is another.
 *
 * WATTLENS_SIM_OPTIONS  words, besides those of trace.h: no-counter, no-power, no-instant, stuck-counter, tick=SECONDS, architecture=N,
 *                       lost=GPU@SECONDS, reset=GPU@SECONDS, init=CODE, count=CODE,
 *                       crash, fault, freeze (once, and as long as, there is a FILE.signal beside the trace),
 *                       no-handle=GPU, unreadable=GPU, same-uuid, same-card, no-texts, unterminated-texts,
 *                       power-gain=FACTOR, blank-power=N (each Nth reading), blank-counter=GPU@SECONDS and
 *                       jump=GPU@SECONDS (both for 0.2 s),
 *                       name=NAME (_ for a blank), mixed (each GPU is of another model), module=WATTS (that much more than the GPU, in the module's scope),
 *                       utilization=PERCENT, unload@SECONDS (the driver, for a second; its counters begin anew);
 *                       CALL is load, init, count, name or energy; mig=GPU:N+N (see usage.h);
 *                       duty=WINDOW/PERIOD, average-update=SECONDS (see sensor.h)
 *
 * -DSIM_OLD_DRIVER leaves out what drivers of 2016 lack: the energy counter, field values, and the _v2 names.
 */
#include "../trace.h"

enum { SUCCESS = 0, INVALID_ARGUMENT = 2, NOT_SUPPORTED = 3, GPU_IS_LOST = 15 };
enum { UNSIGNED_INT = 1, UNSIGNED_LONG_LONG = 3 };
/* nvml.h: NVML_FI_DEV_TOTAL_ENERGY_CONSUMPTION, NVML_FI_DEV_POWER_AVERAGE, NVML_FI_DEV_POWER_INSTANT */
enum { TOTAL_ENERGY = 83, POWER_AVERAGE = 185, POWER_INSTANT = 186 };

typedef struct { unsigned fieldId, scopeId; long long timestamp, latencyUsec; int valueType, nvmlReturn; union { double d; unsigned ui; unsigned long long ull; } value; } FieldValue;
typedef struct { int index; } Gpu;

static Gpu gpus[MAX_GPUS];

#include "sensor.h"

static int is_unreadable(int gpu) { return number_option("unreadable", -1) == (double)gpu; }

static int is_blank_turn(void) {
  static long readings;
  long every = (long)number_option("blank-power", 0);
  return every > 0 && ++readings % every == 0;
}

__attribute__((constructor)) static void load(void) {
  const char *words = getenv("WATTLENS_SIM_OPTIONS");
  snprintf(options, sizeof options, "%s ", words == NULL ? "" : words);
  be_troubled("load");
}

static double started; /* when the library was started last */

/* The driver is unloaded for a second, and what was started before does not know it again. */
static double unloaded(void) { const char *value = option("unload"); return value != NULL && *value == '@' ? atof(value + 1) : INFINITY; }
static int is_unloaded(void) { return now() >= unloaded() && (now() < unloaded() + 1 || started < unloaded() + 1); }

static int is_lost(int gpu) { return now() >= moment_option("lost", gpu) || is_unloaded(); }

static int is_at(const char *name, int gpu) {
  double moment = moment_option(name, gpu);
  return now() >= moment && now() < moment + 0.2;
}

static int start(void) {
  if (point_count == 0) begin_simulation();
  started = now();
  if (is_unloaded()) return 9;
  be_troubled("init");
  for (int gpu = 0; gpu < MAX_GPUS; gpu++) gpus[gpu].index = gpu;
  return (int)number_option("init", SUCCESS);
}

static int count(unsigned *out) {
  be_troubled("count");
  *out = (unsigned)gpu_count;
  return (int)number_option("count", SUCCESS);
}

static int handle(unsigned index, void **out) {
  if (index >= (unsigned)gpu_count) return INVALID_ARGUMENT;
  if (number_option("no-handle", -1) == (double)index) return GPU_IS_LOST;
  *out = &gpus[index];
  return SUCCESS;
}

#include "usage.h"

#ifdef SIM_OLD_DRIVER
int nvmlInit(void) { return start(); }
int nvmlDeviceGetCount(unsigned *out) { return count(out); }
int nvmlDeviceGetHandleByIndex(unsigned index, void **out) { return handle(index, out); }
#else
int nvmlInit_v2(void) { return start(); }
int nvmlDeviceGetCount_v2(unsigned *out) { return count(out); }
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **out) { return handle(index, out); }
int nvmlDeviceGetArchitecture(void *device, unsigned *out) { (void)device; *out = (unsigned)number_option("architecture", 9); return SUCCESS; }

/* Whether there is a FILE.signal beside the trace, and the option is to heed it. */
static int is_signalled(const char *name) {
  char path[4096];
  if (option(name) == NULL) return 0;
  snprintf(path, sizeof path, "%s.signal", getenv("WATTLENS_SIM_TRACE"));
  return access(path, F_OK) == 0;
}

/* Millijoules since the driver was loaded, brought up to date once a tick; each GPU ticks at its own moment. */
static int energy_of(int gpu, unsigned long long *out) {
  if (is_signalled("crash")) abort();
  if (is_signalled("fault")) *(volatile int *)16 = 0;
  while (is_signalled("freeze")) usleep(10000);
  be_troubled("energy");
  if (is_lost(gpu)) return GPU_IS_LOST;
  if (option("no-counter") != NULL || is_unreadable(gpu)) return NOT_SUPPORTED;
  if (is_at("blank-counter", gpu)) {
    *out = ~0ull;
    return SUCCESS;
  }
  double tick = number_option("tick", 0.1), t = now();
  double at_tick = option("stuck-counter") != NULL ? 0 : newest_tick(gpu, t, tick);
  double reset = fmin(moment_option("reset", gpu), t >= unloaded() + 1 ? unloaded() + 1 : INFINITY);
  double joules = t >= reset ? fmax(0, energy_at(gpu, at_tick) - energy_at(gpu, reset)) : 98765 + energy_at(gpu, at_tick);
  if (is_at("jump", gpu)) joules += 1e12;
  *out = (unsigned long long)(1000 * joules);
  return SUCCESS;
}

int nvmlDeviceGetTotalEnergyConsumption(void *device, unsigned long long *out) { return energy_of(((Gpu *)device)->index, out); }

static int has_power(int gpu) { return option("no-power") == NULL && !is_unreadable(gpu); }

static int field_of(int gpu, unsigned id, int is_module, FieldValue *value) {
  if (is_module && (id != POWER_INSTANT || option("module") == NULL)) return NOT_SUPPORTED;
  value->valueType = UNSIGNED_INT;
  value->value.ull = 0;
  switch (id) {
    case TOTAL_ENERGY:
      value->valueType = UNSIGNED_LONG_LONG;
      return energy_of(gpu, &value->value.ull);
    case POWER_INSTANT:
      if (option("no-instant") != NULL || !has_power(gpu)) return NOT_SUPPORTED;
      value->value.ui = is_blank_turn() ? ~0u : milliwatts(number_option("power-gain", 1) * sensed_power(gpu, now()) + (is_module ? number_option("module", 0) : 0));
      return SUCCESS;
    case POWER_AVERAGE:
      if (!is_averaging() || !has_power(gpu)) return NOT_SUPPORTED;
      value->value.ui = is_blank_turn() ? ~0u : milliwatts(averaged_power(gpu, now()));
      return SUCCESS;
    default: return NOT_SUPPORTED;
  }
}

int nvmlDeviceGetFieldValues(void *device, int length, FieldValue *values) {
  int gpu = ((Gpu *)device)->index;
  if (is_lost(gpu)) return GPU_IS_LOST;
  for (int i = 0; i < length; i++) values[i].nvmlReturn = field_of(gpu, values[i].fieldId, values[i].scopeId == 1, &values[i]);
  return SUCCESS;
}
#endif

int nvmlShutdown(void) { return SUCCESS; }

int nvmlDeviceGetName(void *device, char *name, unsigned length) {
  be_troubled("name");
  if (option("unterminated-texts") != NULL) memset(name, 'N', length);
  else if (option("mixed") != NULL) snprintf(name, length, "Simulated RTX %d090", ((Gpu *)device)->index + 3);
  else if (option("no-texts") == NULL) write_name(name, length, "Simulated H100");
  return SUCCESS;
}

int nvmlDeviceGetUUID(void *device, char *uuid, unsigned length) {
  if (is_slice(device)) return slice_uuid(device, uuid, length);
  int gpu = ((Gpu *)device)->index;
  if (option("unterminated-texts") != NULL) memset(uuid, 'U' + gpu, length);
  else if (option("no-texts") == NULL) snprintf(uuid, length, "GPU-00000000-0000-4000-8000-%012d", option("same-uuid") != NULL ? 0 : gpu);
  return SUCCESS;
}

typedef struct { char busIdLegacy[16]; unsigned domain, bus, device, pciDeviceId, pciSubSystemId; char busId[32]; } PciInfo;

int nvmlDeviceGetPciInfo_v3(void *device, PciInfo *out) {
  memset(out, 0, sizeof *out);
  out->bus = option("same-card") != NULL ? 1 : 1 + (unsigned)((Gpu *)device)->index;
  return SUCCESS;
}

int nvmlDeviceGetUtilizationRates(void *device, unsigned *rates) {
  (void)device;
  rates[0] = rates[1] = (unsigned)number_option("utilization", 0);
  return option("utilization") != NULL ? SUCCESS : NOT_SUPPORTED;
}

int nvmlDeviceGetEnforcedPowerLimit(void *device, unsigned *out) { (void)device; *out = 700000; return SUCCESS; }

/* Milliwatts: the mean of the last second, as from Ampere on; at this moment on older architectures and on GA100. */
int nvmlDeviceGetPowerUsage(void *device, unsigned *out) {
  int gpu = ((Gpu *)device)->index;
  if (is_lost(gpu)) return GPU_IS_LOST;
  if (option("no-power") != NULL || is_unreadable(gpu)) return NOT_SUPPORTED;
  *out = is_blank_turn() ? ~0u : milliwatts(is_averaging() ? averaged_power(gpu, now()) : sensed_power(gpu, now()));
  return SUCCESS;
}

#include "others.h"
