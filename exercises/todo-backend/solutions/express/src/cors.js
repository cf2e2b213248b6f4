/** Lets pages of any origin use this API (CORS protocol of the Fetch standard). */
export function openToAllOrigins(req, res, next) {
  res.set('Access-Control-Allow-Origin', '*');
  if (!isPreflight(req)) return next();
  res
    .set({
      'Access-Control-Allow-Methods': 'GET, POST, PATCH, DELETE',
      'Access-Control-Allow-Headers': 'Content-Type',
      'Access-Control-Max-Age': '600', // seconds for which the browser need not ask again
    })
    .status(204)
    .end();
}

function isPreflight(req) {
  return req.method === 'OPTIONS' && req.get('Access-Control-Request-Method') !== undefined;
}
