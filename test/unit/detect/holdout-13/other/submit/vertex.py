from google.cloud import aiplatform

aiplatform.init(project="my-project", location="europe-west4", staging_bucket="gs://b")
job = aiplatform.CustomContainerTrainingJob(display_name="tabular", container_uri="gcr.io/my-project/train:latest")
model = job.run(replica_count=1, machine_type="n1-highmem-8", accelerator_type="NVIDIA_TESLA_T4", accelerator_count=1, args=["--epochs=20"], sync=False)
