import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf
from statsmodels.stats.outliers_influence import variance_inflation_factor

df = pd.read_stata("wage.dta")
res = smf.ols("np.log(wage) ~ educ + exper + I(exper**2) + C(region)", data=df).fit(cov_type="HC3")
print(res.summary())
X = sm.add_constant(df[["educ", "exper"]])
logit = sm.Logit(df["employed"], X).fit(disp=0)
print(logit.get_margeff().summary())
print([variance_inflation_factor(X.values, i) for i in range(X.shape[1])])
