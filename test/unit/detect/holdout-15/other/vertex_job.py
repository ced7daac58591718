from google.cloud import aiplatform
import os

PROJECT = os.environ["GOOGLE_CLOUD_PROJECT"]
aiplatform.init(project=PROJECT, location="europe-west4", staging_bucket=f"gs://{PROJECT}-ml")

job = aiplatform.CustomContainerTrainingJob(
    display_name="demand-forecast-train",
    container_uri=f"europe-west4-docker.pkg.dev/{PROJECT}/ml/trainer:{os.environ.get('GIT_SHA', 'latest')}",
    command=["python", "-m", "trainer.task"],
    model_serving_container_image_uri="europe-docker.pkg.dev/vertex-ai/prediction/tf2-cpu.2-12:latest")


def submit(machine="n1-highmem-8", gpu="NVIDIA_TESLA_T4", gpus=1):
    model = job.run(model_display_name="demand-forecast", machine_type=machine, accelerator_type=gpu, accelerator_count=gpus,
                    args=["--epochs=30", "--batch_size=512"], base_output_dir=f"gs://{PROJECT}-ml/demand", sync=False)
    return model


if __name__ == "__main__":
    m = submit()
    m.wait()
    endpoint = m.deploy(machine_type="n1-standard-4", min_replica_count=1, max_replica_count=3)
    print(endpoint.resource_name)
