from __future__ import annotations
import typing as t
import bentoml
import numpy as np
import pandas as pd
from pydantic import BaseModel, Field


class Loan(BaseModel):
    amount: float = Field(gt=0)
    term: int
    income: float
    purpose: t.Literal["car", "home", "education", "other"]
    open_accounts: int = 0


@bentoml.service(resources={"cpu": "2"}, traffic={"timeout": 10}, workers=2)
class LoanRisk:
    model_ref = bentoml.models.get("loan_xgb:latest")

    def __init__(self) -> None:
        self.model = bentoml.xgboost.load_model(self.model_ref)
        self.columns = self.model_ref.custom_objects["columns"]
        self.threshold = self.model_ref.info.metadata.get("threshold", 0.5)

    @bentoml.api(batchable=True, max_batch_size=256)
    def score(self, loans: list[Loan]) -> np.ndarray:
        df = pd.DataFrame([l.model_dump() for l in loans])
        x = pd.get_dummies(df, columns=["purpose"]).reindex(columns=self.columns, fill_value=0)
        return self.model.predict_proba(x)[:, 1]

    @bentoml.api
    def decide(self, loan: Loan) -> dict:
        p = float(self.score([loan])[0])
        return {"probability": p, "approve": p < self.threshold, "model": str(self.model_ref.tag)}
