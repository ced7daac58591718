import chess, chess.engine
b = chess.Board(); e = chess.engine.SimpleEngine.popen_uci('stockfish')
while not b.is_game_over(): b.push(e.play(b, chess.engine.Limit(time=.1)).move)
print(b.result())
