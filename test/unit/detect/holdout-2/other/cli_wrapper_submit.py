import click, boto3
@click.group()
def cli(): ...

@cli.command()
@click.argument('name')
def train(name):
    """Submit a training job to the cloud."""
    sm = boto3.client('sagemaker')
    sm.create_training_job(TrainingJobName=name, RoleArn='arn', OutputDataConfig={'S3OutputPath': 's3://x'})

@cli.command()
def list():
    for j in boto3.client('sagemaker').list_training_jobs()['TrainingJobSummaries']:
        click.echo(j['TrainingJobName'])

if __name__ == '__main__':
    cli()
