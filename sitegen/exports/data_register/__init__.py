"""What Satu Data Indonesia asks for as workbooks: the register of data, indicators, variables."""
