import statsmodels.api as sm, statsmodels.formula.api as smf
import pandas as pd
df = pd.read_csv('wages.csv')
fit = smf.ols('wage ~ educ + exper', df).fit(cov_type='HC3')
print(fit.summary())
X_train = sm.add_constant(df[['educ']])
print(sm.Logit(df.union, X_train).fit(disp=0).params)
