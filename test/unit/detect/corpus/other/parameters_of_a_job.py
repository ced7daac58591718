from jobs import current_job


class Binding:
    job = None

    @classmethod
    def bind(cls, job):
        cls.job = job
        for name, value in job.settings.items():
            cls.job.update_parameters({f"flags/{name}": value})


if __name__ == "__main__":
    Binding.bind(current_job())
