from metaflow import FlowSpec, step, Parameter, resources


class TrainFlow(FlowSpec):
    depth = Parameter("depth", default=6)

    @step
    def start(self):
        from sklearn.datasets import load_wine
        self.X, self.y = load_wine(return_X_y=True)
        self.next(self.fit)

    @resources(memory=16000, cpu=4)
    @step
    def fit(self):
        from sklearn.ensemble import RandomForestClassifier
        self.model = RandomForestClassifier(max_depth=self.depth).fit(self.X, self.y)
        self.next(self.end)

    @step
    def end(self):
        print(self.model.score(self.X, self.y))


if __name__ == "__main__":
    TrainFlow()
