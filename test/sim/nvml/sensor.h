/*
 * What the simulated sensors see of the trace.
 *
 * option duty=WINDOW/PERIOD    power at the moment is the mean over the newest window of WINDOW seconds, one each PERIOD
 *                              seconds, and stands still until the next has ended; else it is that of the trace
 * option average-update=TICK   the mean of the last second is brought up to date once in TICK seconds; else at each call
 *
 * A GPU by the name of A100 has no averaged power, as GA100 has none (nvml.h).
 */
static double phase_of(int gpu) { return 0.037 * gpu; }

/* The newest multiple of `tick` before `t`; each GPU has its own moments. */
static double newest_tick(int gpu, double t, double tick) { return floor((t - phase_of(gpu)) / tick) * tick + phase_of(gpu); }

static double sensed_power(int gpu, double t) {
  double window = number_option("duty", 0);
  const char *duty = option("duty");
  const char *slash = duty == NULL ? NULL : strchr(duty, '/');
  if (window <= 0 || slash == NULL) return power_at(gpu, t);
  double end = newest_tick(gpu, t - window, atof(slash + 1)) + window;
  return (energy_at(gpu, end) - energy_at(gpu, end - window)) / window;
}

static double averaged_power(int gpu, double t) {
  double tick = number_option("average-update", 0);
  double end = tick > 0 ? newest_tick(gpu, t, tick) : t;
  return energy_at(gpu, end) - energy_at(gpu, end - 1);
}

static int is_ga100(void) {
  const char *name = option("name");
  const char *model = name == NULL ? NULL : strstr(name, "A100");
  return model != NULL && model < name + strcspn(name, " ");
}

/* From Ampere on, but for GA100. */
static int is_averaging(void) {
#ifdef SIM_OLD_DRIVER
  return 0;
#else
  return number_option("architecture", 9) > 6 && !is_ga100();
#endif
}

static unsigned milliwatts(double watts) { return (unsigned)lround(1000 * watts); }
