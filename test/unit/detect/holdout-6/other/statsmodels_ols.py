import statsmodels.api as sm
import statsmodels.formula.api as smf
import pandas as pd

df = pd.read_csv("survey.csv")
res = smf.ols("income ~ age + C(region)", data=df).fit()
print(res.summary())
print(sm.stats.anova_lm(res, typ=2))
