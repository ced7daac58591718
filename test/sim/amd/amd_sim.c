/*
 * A simulated libamd_smi.so, or with -DSIM_ROCM_SMI librocm_smi64.so: answers the calls that the meter makes from a power
 * trace whose energy is known. Each column of the trace is a board.
 *
 * WATTLENS_SIM_OPTIONS  words, besides those of trace.h: no-counter, stuck-counter, backward-counter,
 *                       counter-gain=FACTOR, no-power, average-only, current-only, init=CODE, list=CODE,
 *                       dies=zero or dies=na (each board has two dies; the second tells 0, or no value),
 *                       same-serial (both dies tell the board's power and serial number), partitions=N (of each chip, the
 *                       others tell no value), lost=GPU@SECONDS, reset=GPU@SECONDS, name=NAME (_ for a blank),
 *                       resolution=MICROJOULES, abi=24, 25 or 26; CALL is init, list, name or energy
 */
#include "../trace.h"

enum { SUCCESS = 0, NOT_SUPPORTED = 2, NO_DATA = 40, MAX_DEVICES = 64 };
#ifdef SIM_ROCM_SMI
enum { LOST = 10 };
#else
enum { LOST = 31 };
#endif

static int parts(void) { return option("dies") != NULL || option("same-serial") != NULL ? 2 : (int)number_option("partitions", 1); }
static int board(int device) { return device / parts(); }
static int is_first(int device) { return device % parts() == 0; }
static int is_lost(int device) { return now() >= moment_option("lost", board(device)); }

static int begin(void) {
  begin_simulation();
  be_troubled("init");
  return (int)number_option("init", SUCCESS);
}

static uint64_t serial(int device) {
  return 0x2a4f000000000001ull + (uint64_t)(option("same-serial") != NULL ? board(device) : device);
}

/* Steps of 2^-16 J, or of the resolution that is asked for, brought up to date every millisecond. */
static int energy_count(int device, uint64_t *count, float *resolution, uint64_t *stamp) {
  be_troubled("energy");
  if (is_lost(device)) return LOST;
  if (option("no-counter") != NULL) return NOT_SUPPORTED;
  double unit = number_option("resolution", 15.3);
  double t = floor(now() * 1000) / 1000, reset = moment_option("reset", board(device));
  double joules = option("stuck-counter") != NULL ? 5
    : t >= reset ? energy_at(board(device), t) - energy_at(board(device), reset) : 4321 + energy_at(board(device), t);
  if (option("backward-counter") != NULL) joules = 1e6 - joules;
  joules *= number_option("counter-gain", 1);
  *count = is_first(device) || option("same-serial") != NULL ? (uint64_t)(joules * 1e6 / unit) : is_word("dies", "na") ? ~0ull : 0;
  *resolution = (float)unit;
  *stamp = (uint64_t)(1e9 * now());
  return SUCCESS;
}

/* Watts of the board, or the filler of what has none. */
static uint32_t watts(int device, const char *other) {
  if (option("no-power") != NULL || option(other) != NULL) return 0xffff;
  if (!is_first(device) && option("same-serial") == NULL) return is_word("dies", "zero") ? 0 : 0xffff;
  return (uint32_t)lround(power_at(board(device), now()));
}

#ifdef SIM_ROCM_SMI
static int device_count(void) { return gpu_count * parts(); }
int rsmi_init(uint64_t flags) { (void)flags; return begin(); }
int rsmi_shut_down(void) { return SUCCESS; }
int rsmi_num_monitor_devices(uint32_t *count) { be_troubled("list"); *count = (uint32_t)device_count(); return (int)number_option("list", SUCCESS); }
int rsmi_dev_name_get(uint32_t device, char *name, size_t length) { (void)device; be_troubled("name"); write_name(name, length, "AMD Instinct Simulated"); return SUCCESS; }
int rsmi_dev_pci_id_get(uint32_t device, uint64_t *id) {
  int partition = parts() > 1 && option("partitions") != NULL ? (int)device % parts() : 0;
  *id = (uint64_t)partition << 28 | (uint64_t)(0xc0 + (option("partitions") != NULL ? board((int)device) : (int)device)) << 8;
  return SUCCESS;
}
int rsmi_dev_unique_id_get(uint32_t device, uint64_t *id) { *id = serial((int)device); return SUCCESS; }
int rsmi_dev_power_cap_get(uint32_t device, uint32_t sensor, uint64_t *cap) { (void)device; (void)sensor; *cap = 560000000; return SUCCESS; }
int rsmi_dev_power_ave_get(uint32_t device, uint32_t sensor, uint64_t *out) {
  (void)sensor;
  if (is_lost((int)device)) return LOST;
  uint32_t value = watts((int)device, "current-only");
  *out = 1000000ull * value;
  return value == 0xffff ? NOT_SUPPORTED : SUCCESS;
}
int rsmi_dev_current_socket_power_get(uint32_t device, uint64_t *out) {
  if (is_lost((int)device)) return LOST;
  uint32_t value = watts((int)device, "average-only");
  *out = 1000000ull * value;
  return value == 0xffff ? NOT_SUPPORTED : SUCCESS;
}
int rsmi_dev_energy_count_get(uint32_t device, uint64_t *count, float *resolution, uint64_t *stamp) {
  return energy_count((int)device, count, resolution, stamp);
}
#else
/* Handles as in the library: addresses. */
static int devices[MAX_DEVICES];
static int index_of(void *handle) { return (int)((int *)handle - devices); }

int amdsmi_init(uint64_t flags) { (void)flags; return begin(); }
int amdsmi_shut_down(void) { return SUCCESS; }

int amdsmi_get_lib_version(uint32_t *version) {
  uint32_t abi = (uint32_t)number_option("abi", 26);
  version[0] = abi;
  version[1] = abi < 26 ? 6 : 2;
  return SUCCESS;
}

/* One socket a board, its dies or partitions the processors of it. */
int amdsmi_get_socket_handles(uint32_t *count, void **sockets) {
  be_troubled("list");
  int code = (int)number_option("list", SUCCESS);
  for (int i = 0; i < gpu_count && i < (int)*count; i++) sockets[i] = &devices[i * parts()];
  *count = (uint32_t)gpu_count;
  return code;
}
int amdsmi_get_processor_handles(void *socket, uint32_t *count, void **handles) {
  for (int i = 0; i < parts() && i < (int)*count; i++) handles[i] = (int *)socket + i;
  *count = (uint32_t)parts();
  return SUCCESS;
}
int amdsmi_get_processor_type(void *handle, uint32_t *type) { (void)handle; *type = 1; return SUCCESS; }
int amdsmi_get_gpu_device_bdf(void *handle, uint64_t *bdf) {
  int device = index_of(handle);
  int is_partition = option("partitions") != NULL;
  *bdf = (uint64_t)(0xc0 + (is_partition ? board(device) : device)) << 8 | (uint64_t)(is_partition ? device % parts() : 0);
  return SUCCESS;
}
/* The texts were of 64 bytes, later of 256. */
int amdsmi_get_gpu_asic_info(void *handle, uint8_t *info) {
  size_t text = number_option("abi", 26) < 25 ? 64 : 256;
  memset(info, 0, 4 * text);
  be_troubled("name");
  write_name((char *)info, text, "AMD Instinct Simulated");
  snprintf((char *)info + 2 * text + 24, text, "0x%016llX", (unsigned long long)serial(index_of(handle)));
  return SUCCESS;
}
int amdsmi_get_power_cap_info(void *handle, uint32_t sensor, uint64_t *info) {
  (void)handle;
  (void)sensor;
  info[0] = number_option("abi", 26) < 25 ? 560 : 560000000;
  return SUCCESS;
}
int amdsmi_get_power_info(void *handle, uint32_t *info) {
  int device = index_of(handle);
  if (is_lost(device)) return LOST;
  uint32_t *powers = number_option("abi", 26) < 25 ? info : info + 2;
  memset(info, 0, 40);
  if (powers != info) info[0] = watts(device, "no-socket-power");
  powers[0] = watts(device, "average-only");
  powers[1] = watts(device, "current-only");
  return SUCCESS;
}
int amdsmi_get_energy_count(void *handle, uint64_t *count, float *resolution, uint64_t *stamp) {
  return energy_count(index_of(handle), count, resolution, stamp);
}
#endif
