#pragma once
/// Make one of a number.
int make(int number);
