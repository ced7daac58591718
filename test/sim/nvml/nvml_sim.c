/*
 * A simulated libnvidia-ml.so.1: answers the calls of nvml.h that the meter makes from a power trace whose energy is
 * known. The code under test is the shipped one; only the library is another.
 *
 * WATTLENS_SIM_OPTIONS  words, besides those of trace.h: no-counter, no-power, no-instant, stuck-counter, tick=SECONDS, architecture=N,
 *                       lost=GPU@SECONDS, reset=GPU@SECONDS, init=CODE, count=CODE, crash@SECONDS, freeze=SECONDS (after the start, but not in the first process),
 *                       no-handle=GPU, unreadable=GPU, same-uuid, same-card, no-texts, unterminated-texts,
 *                       power-gain=FACTOR, blank-power=N (each Nth reading), blank-counter=GPU@SECONDS and
 *                       jump=GPU@SECONDS (both for 0.2 s),
 *                       name=NAME (_ for a blank), module=WATTS (that much more than the GPU, in the module's scope),
 *                       utilization=PERCENT, unload@SECONDS (the driver, for a second; its counters begin anew);
 *                       CALL is init, count, name or energy; mig=GPU:N+N (see usage.h)
 *
 * -DSIM_OLD_DRIVER leaves out what drivers of 2016 lack: the energy counter, field values, and the _v2 names.
 */
#include "../trace.h"

enum { SUCCESS = 0, INVALID_ARGUMENT = 2, NOT_SUPPORTED = 3, GPU_IS_LOST = 15 };
enum { POWER_INSTANT = 186, UNSIGNED_INT = 1 };

typedef struct { unsigned fieldId, scopeId; long long timestamp, latencyUsec; int valueType, nvmlReturn; union { double d; unsigned ui; unsigned long long ull; } value; } FieldValue;
typedef struct { int index; } Gpu;

static Gpu gpus[MAX_GPUS];

static int is_unreadable(int gpu) { return number_option("unreadable", -1) == (double)gpu; }

static int is_blank_turn(void) {
  static long readings;
  long every = (long)number_option("blank-power", 0);
  return every > 0 && ++readings % every == 0;
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

/* Millijoules since the driver was loaded, brought up to date once a tick; each GPU ticks at its own moment. */
int nvmlDeviceGetTotalEnergyConsumption(void *device, unsigned long long *out) {
  int gpu = ((Gpu *)device)->index;
  if (option("crash") != NULL && now() >= atof(option("crash") + 1)) abort();
  if (starts > 0 && now() - started >= number_option("freeze", INFINITY)) for (;;) pause();
  be_troubled("energy");
  if (is_lost(gpu)) return GPU_IS_LOST;
  if (option("no-counter") != NULL || is_unreadable(gpu)) return NOT_SUPPORTED;
  if (is_at("blank-counter", gpu)) {
    *out = ~0ull;
    return SUCCESS;
  }
  double tick = number_option("tick", 0.1), phase = 0.037 * gpu, t = now();
  double at_tick = option("stuck-counter") != NULL ? 0 : floor((t - phase) / tick) * tick + phase;
  double reset = fmin(moment_option("reset", gpu), t >= unloaded() + 1 ? unloaded() + 1 : INFINITY);
  double joules = t >= reset ? fmax(0, energy_at(gpu, at_tick) - energy_at(gpu, reset)) : 98765 + energy_at(gpu, at_tick);
  if (is_at("jump", gpu)) joules += 1e12;
  *out = (unsigned long long)(1000 * joules);
  return SUCCESS;
}

int nvmlDeviceGetFieldValues(void *device, int length, FieldValue *values) {
  int gpu = ((Gpu *)device)->index;
  if (is_lost(gpu)) return GPU_IS_LOST;
  for (int i = 0; i < length; i++) {
    int is_module = values[i].scopeId == 1;
    int known = values[i].fieldId == POWER_INSTANT && (!is_module || option("module") != NULL) && option("no-instant") == NULL && option("no-power") == NULL && !is_unreadable(gpu);
    values[i].nvmlReturn = known ? SUCCESS : NOT_SUPPORTED;
    values[i].valueType = UNSIGNED_INT;
    values[i].value.ull = 0;
    if (known) values[i].value.ui = is_blank_turn() ? ~0u : (unsigned)lround(1000 * (number_option("power-gain", 1) * power_at(gpu, now()) + (is_module ? number_option("module", 0) : 0)));
  }
  return SUCCESS;
}
#endif

int nvmlShutdown(void) { return SUCCESS; }

int nvmlDeviceGetName(void *device, char *name, unsigned length) {
  (void)device;
  be_troubled("name");
  if (option("unterminated-texts") != NULL) memset(name, 'N', length);
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

/* Milliwatts: the mean of the last second, as from Ampere on; at this moment on older architectures. */
int nvmlDeviceGetPowerUsage(void *device, unsigned *out) {
  int gpu = ((Gpu *)device)->index;
  double t = now();
  if (is_lost(gpu)) return GPU_IS_LOST;
  if (option("no-power") != NULL || is_unreadable(gpu)) return NOT_SUPPORTED;
  if (is_blank_turn()) {
    *out = ~0u;
    return SUCCESS;
  }
#ifdef SIM_OLD_DRIVER
  int is_mean = 0;
#else
  int is_mean = number_option("architecture", 9) > 6;
#endif
  double watts = is_mean ? energy_at(gpu, t) - energy_at(gpu, t - 1) : power_at(gpu, t);
  *out = (unsigned)lround(1000 * watts);
  return SUCCESS;
}
