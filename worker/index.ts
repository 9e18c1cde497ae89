export default {
  fetch() {
    return new Response('Baton')
  },
}
