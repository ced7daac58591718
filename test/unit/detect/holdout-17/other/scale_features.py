import pandas as pd, joblib
from sklearn.preprocessing import StandardScaler
from sklearn.impute import SimpleImputer
from sklearn.model_selection import train_test_split

df = pd.read_csv('raw.csv')
train, test = train_test_split(df, test_size=.2)
imp = SimpleImputer(strategy='median').fit(train)
sc = StandardScaler()
train_s = sc.fit_transform(imp.transform(train))
test_s = sc.transform(imp.transform(test))
joblib.dump((imp, sc), 'prep.joblib')
