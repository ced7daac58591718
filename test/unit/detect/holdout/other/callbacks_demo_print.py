from hooks import Hook
class PrintLoss(Hook):
    def after_step(self, trainer): print(trainer.loss.item())
    def after_epoch(self, trainer): trainer.scheduler.step()
