import submitit, argparse
import main_pretrain as trainer
def parse():
    p = argparse.ArgumentParser(parents=[trainer.get_args_parser()]); p.add_argument('--ngpus', default=8, type=int); return p.parse_args()
class Job:
    def __init__(self, a): self.a = a
    def __call__(self):
        import main_pretrain as trainer
        trainer.main(self.a)
if __name__ == '__main__':
    a = parse(); ex = submitit.LocalExecutor(folder='jobs'); ex.update_parameters(gpus_per_node=a.ngpus)
    print(ex.submit(Job(a)).job_id)
