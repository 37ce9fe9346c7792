// What CloudFront does with each request for the site and each answer to one (cloudfront-js-2.0).
// template.yaml holds a copy: `python -m hosting.generated` renews it.

// A page's address without its last slash. No part has a dot: what has one is a file, and is asked for as it is.
// No part is empty either: a browser takes //other.example/ for another site.
const PAGE = /^(\/[\w~%-]+)+$/;
const ADDRESS = /^(\/[\w.~%-]+)*\/?$/;
const HERE = /^\/(?![\/\\])[!-~]*$/;
const LONGEST = 1000; // S3 has no longer names
// Where no page answers, no policy of CloudFront adds them.
const WITH_REDIRECTS = {
  'strict-transport-security': { value: 'max-age=63072000; includeSubDomains' },
  'referrer-policy': { value: 'no-referrer' },
  'cache-control': { value: 'public, max-age=300' },
};

function handler(event) {
  return event.response ? answer(event.response) : ask(event.request);
}

function ask(request) {
  const host = request.headers.host ? request.headers.host.value : '';
  const uri = request.uri;
  if (host.slice(0, 4) === 'www.') {
    // CloudFront takes no host but ours. Nothing on www has a form, so a query is not worth keeping.
    return moved('https://' + host.slice(4) + (uri.length < LONGEST && ADDRESS.test(uri) ? uri : '/'));
  }
  if (uri.slice(0, 6) === '/send/') return request;
  request.querystring = {}; // no page reads one, and none may lie in a log
  if (uri.length < LONGEST && PAGE.test(uri)) return moved(uri + '/');
  if (uri.slice(-1) === '/') request.uri = uri + 'index.html';
  return request;
}

function moved(to) {
  const headers = Object.assign({ location: { value: to } }, WITH_REDIRECTS);
  return { statusCode: 301, statusDescription: 'Moved Permanently', headers: headers };
}

// Publishing writes on an object what it answers with. Nothing but a whole page is changed: a browser that
// asks whether its copy is good (304) got the right status with it.
function answer(response) {
  const status = taken(response.headers, 'x-amz-meta-status');
  const location = taken(response.headers, 'x-amz-meta-location');
  if (response.statusCode !== 200) return response;
  if (status === '410') {
    response.statusCode = 410;
    response.statusDescription = 'Gone';
  } else if (status === '301' && HERE.test(location)) {
    response.statusCode = 301;
    response.statusDescription = 'Moved Permanently';
    response.headers.location = { value: location };
  }
  return response;
}

function taken(headers, name) {
  const value = headers[name] ? headers[name].value : '';
  delete headers[name];
  return value;
}
