echo '{"event": "finished"}'
