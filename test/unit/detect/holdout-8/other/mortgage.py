rate = 0.045 / 12
balance = 300_000.0
payment = 1520.06
months = 0
while balance > 0:
    interest = balance * rate
    balance = balance - (payment - interest)
    months += 1
print(months)
