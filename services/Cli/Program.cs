// Replaced by the service's host.
return 0;
