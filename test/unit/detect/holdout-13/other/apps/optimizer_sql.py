from sqlalchemy import create_engine, text

engine = create_engine("postgresql:///shop")
with engine.begin() as conn:
    for step in ("ANALYZE orders", "VACUUM", "REINDEX TABLE orders"):
        conn.execution_options(isolation_level="AUTOCOMMIT").execute(text(step))
    plan = conn.execute(text("EXPLAIN ANALYZE SELECT * FROM orders")).all()
for epoch, row in enumerate(plan):
    print(epoch, row[0])
engine.dispose()
