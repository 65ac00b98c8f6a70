"""What the end-to-end tests stand on: the binary, servers, clients, journals and the checker."""
