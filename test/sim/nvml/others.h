/* What other programs ask of NVML besides: CodeCarbon, Zeus, carbontracker. Wattlens does not. */
typedef struct { unsigned long long total, free, used; } Memory;
typedef struct { unsigned version; unsigned long long total, reserved, free, used; } MemoryV2;

int nvmlDeviceGetMemoryInfo(void *device, Memory *out) {
  (void)device;
  *out = (Memory){ 80ull << 30, 79ull << 30, 1ull << 30 };
  return SUCCESS;
}
int nvmlDeviceGetMemoryInfo_v2(void *device, MemoryV2 *out) {
  (void)device;
  *out = (MemoryV2){ out->version, 80ull << 30, 0, 79ull << 30, 1ull << 30 };
  return SUCCESS;
}
int nvmlDeviceGetTemperature(void *device, unsigned sensor, unsigned *out) { (void)device; (void)sensor; *out = 40; return SUCCESS; }
int nvmlDeviceGetComputeMode(void *device, unsigned *out) { (void)device; *out = 0; return SUCCESS; }
int nvmlDeviceGetPersistenceMode(void *device, unsigned *out) { (void)device; *out = 1; return SUCCESS; }
int nvmlDeviceGetPowerManagementLimit(void *device, unsigned *out) { (void)device; *out = 700000; return SUCCESS; }
int nvmlDeviceGetPowerManagementDefaultLimit(void *device, unsigned *out) { (void)device; *out = 700000; return SUCCESS; }
int nvmlDeviceGetPowerManagementLimitConstraints(void *device, unsigned *least, unsigned *most) {
  (void)device;
  *least = 200000;
  *most = 700000;
  return SUCCESS;
}
int nvmlDeviceGetGraphicsRunningProcesses_v3(void *device, unsigned *count, void *infos) {
  (void)device;
  (void)infos;
  *count = 0;
  return getenv("WATTLENS_SIM_PROCESSES") == NULL ? NOT_SUPPORTED : SUCCESS;
}
int nvmlSystemGetDriverVersion(char *text, unsigned length) { snprintf(text, length, "580.00"); return SUCCESS; }
int nvmlSystemGetNVMLVersion(char *text, unsigned length) { snprintf(text, length, "13.580.00"); return SUCCESS; }
#ifndef SIM_OLD_DRIVER
int nvmlInitWithFlags(unsigned flags) { (void)flags; return start(); }
#endif
